/** Words that people type after a number and that say no more than the form's own unit does. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  个: ['个', '门', '本', '种', '项', '所', '家', '份', '件', '处', '间', '名'],
  家: ['家', '所', '个', '人', '名', '位'],
  所: ['所', '家', '个'],
  人: ['人', '名', '位', '人数', '在校生', '在校生数', '学生', '生'],
  人次: ['人次', '次'],
  课时: ['课时', '课时数', '学时', '节'],
  人月: ['人月', '月'],
  人日: ['人日', '人天', '天', '日'],
  '％': ['%'],
  '㎡': ['m2', '平方米', '平米', '平方'],
};

/** The texts that may stand beside a number of this unit without changing it, half-width. */
export function unitWords(unit: string): readonly string[] {
  const plain = unit.normalize('NFKC');
  return [plain, ...(synonyms[unit] ?? [])].map((word) => word.normalize('NFKC')).filter((word) => word !== '');
}
