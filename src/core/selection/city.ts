const above = /^.*?(?:省|自治区)/u;
const city = /\p{Script=Han}{2,8}?(?:市(?!域)|自治州|地区|盟)/u;

/** The city that a park's or consortium's name begins with, such as 云泽市; '' where it names none. */
export function cityOf(name: string): string {
  const below = name.replace(above, '');
  return city.exec(below)?.[0] ?? '';
}
