/** What dissatisfied people write, by what went wrong. */
export const whyTexts: Readonly<Record<string, readonly string[]>> = {
  taste: [
    "奶味太重，茶味几乎喝不出来",
    "和上次喝的味道不一样",
    "三分糖还是偏甜",
    "珍珠有点硬",
    "冰加得太多，喝几口就没了",
  ],
  wait: [
    "中午排了二十多分钟",
    "小程序显示五分钟，实际等了一刻钟",
    "前面全是外卖单，到店的反而要等",
    "叫号听不清，错过了又重新等",
    "赶着上课，等不及差点走了",
  ],
  staff: [
    "问了两遍才有人应",
    "新来的店员不熟悉菜单",
    "催单的时候态度不太好",
    "点单时没问甜度，做完才说不能改",
  ],
  environment: ["桌子没人擦", "座位太少，只能站着喝", "店里音乐太吵", "垃圾桶满了没人收"],
  price: ["涨价之后有点贵", "优惠券用不了，没人说明原因", "杯子小了价格没变", "加料太贵"],
  other: ["说不上哪里不好，就是一般", "没有特别想再来的理由", "少拿了一根吸管"],
};

/** What complaints say, by type. */
export const caseTexts: Readonly<Record<string, readonly string[]>> = {
  wait: ["等了半小时还没做好", "预约时间到了没有出杯", "取餐排队没有人维持秩序"],
  "wrong-order": ["点的少冰，给的正常冰", "少了一杯", "拿错别人的单"],
  taste: ["味道发酸，要求重做", "茶底像是隔夜的", "水果不新鲜"],
  staff: ["店员态度生硬", "解释了很久没人处理", "找店长没有人来"],
  price: ["优惠没有抵扣", "活动规则和海报写的不一样", "会员价没有生效"],
  app: ["付款成功没有出单", "小程序闪退重复扣款", "地址定位错了门店"],
};

/** What customers propose, by topic. */
export const ideaTexts: Readonly<Record<string, readonly string[]>> = {
  taste: ["出一款少糖的茉莉茶", "冬天能不能有姜茶", "希望茶底可以自己选"],
  wait: ["到店取的单先做", "叫号屏上写还要几分钟", "高峰时多开一个取餐口"],
  app: ["小程序里存常点的口味", "拼单后能分开付钱", "发票一次开好"],
  price: ["自带杯子便宜两块", "优惠规则写在一页上", "大家一起买能不能便宜"],
  environment: ["角落里放几个插座", "门口放把伞架", "设一张高桌给站着等的人"],
  staff: ["新店员戴个牌子，大家会耐心些", "教我们怎么泡茶"],
};

/** What customers praise. */
export const praiseTexts: readonly string[] = [
  "下雨天店员把茶送到车站",
  "记得我不要冰，很贴心",
  "做错了一杯，马上重做还道了歉",
  "孩子打翻了茶，店员二话不说又做一杯",
];

/** What employees write. */
export const teamTexts: readonly string[] = [
  "周末高峰希望多排一个人",
  "新品培训能不能提前一周",
  "后厨的制冰机常出毛病",
  "排班表早点出来就好了",
  "店长愿意听意见，挺好",
  "希望有晋升的说明",
];
