/** A company with every table, small enough to be worked out by hand. */
const lines = `order_id,customer_id,ordered_at,amount,cost,discount,refunded,sku,category,quantity,channel,location,campaign_id,promised_at,delivered_at
O1,C1,2024-01-01 09:30:00,20.00,8.00,,,A,tea,2,store,S1,,,
O1,C1,2024-01-01 09:30:00,9.00,3.00,1.00,,B,cake,1,store,S1,M1,,
O2,C1,2024-01-31 18:00:00,10.00,4.00,,,A,tea,1,app,,,2024-02-02 00:00:00,2024-02-02 10:00:00
O2,C1,2024-02-05 18:00:00,-10.00,-4.00,,,A,tea,1,app,,,,
O3,C1,2025-01-05 09:00:00,12.00,5.00,,2.00,A,tea,1,store,S2,M1,2025-01-06 12:00:00,2025-01-06 12:01:00
,C2,2024-01-15 00:00:00,8.00,,,,A,tea,1,store,S1,,,
,C2,2024-01-15 12:00:00,9.50,4.00,0.50,,A,tea,1,store,S1,,,
,C2,2024-03-20 10:00:00,5.00,,,2.00,B,cake,,app,,,,
O4,C3,2024-01-20 09:10:00,-3.00,,,,B,cake,1,store,S1,,,
O1,C3,2024-06-01 09:10:00,10.00,,,,A,tea,1,store,S1,,,
`;

/** Files below `data/`, by path; the last row of each is nobody's but its own. */
export const wideCompany: Readonly<Record<string, string>> = {
  "transactions/all.csv": lines,
  "customers/all.csv": `customer_id,segment,acquired_by,leave_reason,first_seen,opt_in
C1,north,friend,,2023-12-30,yes
C2,south,walk-in,price,2024-01-15,no
C9,north,,,,
`,
  "responses/visit/all.csv": `response_id,answered_at,customer_id,satisfaction
r1,2024-01-02 10:00:00,C1,5
r2,2024-01-16 10:00:00,C2,2
`,
  "cases/all.csv": `case_id,opened_at,customer_id,cause,attitude,owner
K1,2024-01-16 09:00:00,C2,wait,arrogant,store
K2,2024-02-05 18:00:00,C1,taste,,kitchen
`,
  "costs/all.csv": `period,kind,amount,segment
2024-01,service,10.5,north
2024-01,fixed,100,
`,
  "touchpoints/all.csv": `event_id,customer_id,at,stage,step,touchpoint,encounter,channel,location,employee_id,wait_s,duration_s,outcome
E1,C1,2024-01-01 09:20:00,pre,ask,queue,face,store,S1,W1,300,60,done
E2,C1,2024-01-01 09:30:00,in,act,counter,face,store,S1,W2,,90,done
E3,C2,2024-01-15 12:00:00,in,act,counter,face,store,S1,W1,40.5,,setback
E4,C8,2024-01-15 12:00:00,pre,aware,advert,machine-machine,app,,,,,
`,
  "capacity/all.csv": `location,period,max,optimal,demand,served,lost,fixed_cost,var_cost
S1,2024-01-01,120,100,130,120,10,800,3
S1,2024-01-02 09:00:00,20,15,10,10,0,80,3
`,
  "standards/all.csv": `standard_id,period,dimension,kind,published,delivered,kept,due,shown
T1,2024-Q1,wait,promise,300,280,95,100,yes
T2,2024-Q1,price,transparency,,,,,no
`,
  "campaigns/all.csv": `campaign_id,start,end,centre,rules_count,cost
M1,2024-01-01,2025-01-31,promotion,3,1000
M2,2024-05-01,2024-05-31,customer,,
`,
  "actions/all.csv": `action_id,step,kind,topic,started_at,done_at,amount
A1,act,training,wait,2024-01-05,2024-02-01,12
A2,measure,review,taste,2024-03-01,,
`,
};
