/** Order lines (订单行). Lines with one order_id are one order; a negative amount is a refund. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const transactionSchema = z.object({
  customer_id: required("id"),
  ordered_at: required("time"),
  /** Net, in the currency of the site. */
  amount: required("decimal"),
  order_id: optional("id"),
  cost: optional("decimal"),
  discount: optional("decimal"),
  refunded: optional("decimal"),
  sku: optional("id"),
  category: optional("text"),
  quantity: optional("decimal"),
  channel: optional("text"),
  location: optional("text"),
  campaign_id: optional("id"),
  promised_at: optional("time"),
  delivered_at: optional("time"),
});

export type Transaction = z.output<typeof transactionSchema>;

export const transactions = tableOf("transactions", null, transactionSchema);
