/** What each page of a form with the figures as the province verified them says: that it is not what was submitted, and of which revision it is. */
export function verifiedMark(digest: string): string {
  return `省级核实后的推荐书（申报版校验码 ${digest.slice(0, 16)}）`;
}
