/** Groups of industries and the words by which a park's own description is known to mean them. No notice gives these: they serve balance alone. */
const groups: Readonly<Record<string, readonly string[]>> = {
  装备制造: ['装备', '机床', '机器人', '数控', '机械', '精密制造', '智能制造', '轨道交通', '船舶', '农机'],
  电子信息: [
    '电子',
    '集成电路',
    '半导体',
    '芯片',
    '软件',
    '信息技术',
    '人工智能',
    '大数据',
    '数字经济',
    '通信',
    '互联网',
  ],
  汽车: ['汽车', '整车', '网联车'],
  航空航天: ['航空', '航天', '无人机', '低空'],
  新能源: ['新能源', '光伏', '风电', '储能', '氢能', '动力电池', '锂电'],
  新材料: ['新材料', '稀土', '复合材料', '有色金属', '钢铁', '冶金', '陶瓷'],
  生物医药: ['医药', '生物', '医疗器械', '中药', '大健康'],
  化工: ['化工', '石化', '精细化学'],
  轻工纺织: ['纺织', '服装', '家具', '轻工', '皮革', '家电'],
  现代农业: ['农业', '种业', '养殖', '畜牧', '食品', '粮油', '茶', '果蔬'],
  现代服务: ['物流', '冷链', '供应链', '商贸', '金融', '旅游', '文旅', '电子商务', '跨境', '港口', '康养', '文化创意'],
  节能环保: ['环保', '节能', '循环经济', '资源利用'],
};

/** The groups that a text on a park's leading industries means, in the order in which it names them. */
export function industriesOf(text: string): readonly string[] {
  return Object.entries(groups)
    .map(([group, words]) => ({ group, at: firstOf(text, words) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ group }) => group);
}

function firstOf(text: string, words: readonly string[]): number {
  const found = words.map((word) => text.indexOf(word)).filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}
