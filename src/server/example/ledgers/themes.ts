/** What a consortium's units are about: the words of its made-up entries. */
export type Theme = {
  /** Codes of the national lists of majors (2021), by category of school. */
  majors: Readonly<Record<string, readonly string[]>>;
  occupations: readonly string[];
  subjects: readonly string[];
  products: readonly string[];
  positions: readonly string[];
};

const equipment: Theme = {
  majors: {
    secondaryVocational: ['660101', '660103', '660108', '660301', '660302', '660303', '710201', '710205'],
    higherVocational: ['460103', '460104', '460113', '460301', '460303', '460305', '460306', '510203', '510205'],
    university: ['260101', '260103', '260301', '260303', '260304', '310203'],
  },
  occupations: ['6-18-01-01', '6-18-01-02', '6-18-02-04', '6-20-01-01', '6-31-01-03'],
  subjects: [
    '数控加工',
    '机器人编程',
    '数字孪生',
    '精密测量',
    '液压气动',
    '产线集成',
    '设备运维',
    '工业网络',
    '增材制造',
    '机器视觉',
  ],
  products: ['五轴加工中心', '协作机器人', '伺服驱动器', '数控系统', '高强铸件', '排产软件'],
  positions: ['装调技师', '编程工程师', '质检员', '运维技师', '工艺员', '数据工程师'],
};

const logistics: Theme = {
  majors: {
    secondaryVocational: ['730801', '730802', '730701', '730702', '700306', '710205'],
    higherVocational: ['530801', '530802', '530805', '530806', '530810', '500306', '500307', '530702', '510205'],
    university: ['330801', '330802', '330701', '330702', '300302'],
  },
  occupations: ['4-02-06-01', '4-02-06-03', '4-02-06-05', '6-31-01-03'],
  subjects: [
    '仓储管理',
    '冷链运输',
    '港口作业',
    '供应链计划',
    '报关实务',
    '无人配送',
    '运输调度',
    '货物检验',
    '物流成本',
    '智能分拣',
  ],
  products: ['冷链周转箱', '分拣机', '调度平台', '仓储货架', '堆场系统', '温控标签'],
  positions: ['仓储主管', '调度员', '冷链技师', '报关员', '计划员', '数据分析员'],
};

const farming: Theme = {
  majors: {
    secondaryVocational: ['610101', '610102', '610105', '610114', '610115', '690101'],
    higherVocational: ['410102', '410103', '410105', '410114', '410115', '410307', '490101', '490102'],
    university: ['210102', '210104', '210304', '290101', '290102'],
  },
  occupations: ['5-05-01-02', '6-31-01-03'],
  subjects: [
    '设施栽培',
    '良种繁育',
    '植物保护',
    '水肥管理',
    '农产品检测',
    '贮藏加工',
    '智慧养殖',
    '农机操作',
    '土壤改良',
    '品牌营销',
  ],
  products: ['温室控制器', '良种', '水肥一体机', '速冻蔬菜', '有机肥', '检测试剂'],
  positions: ['农艺师', '养殖技术员', '检验员', '农机手', '加工工艺员', '营销员'],
};

/** What a consortium is about, by its place among the example forms. */
export function themeOf(consortium: number): Theme {
  return [equipment, logistics, farming][consortium] ?? equipment;
}
