/** What a position pays a month. */
export function payText(pay: { from: number; to: number } | null): string {
  if (!pay) return '面议';
  return pay.from === pay.to ? `${pay.from}元/月` : `${pay.from}–${pay.to}元/月`;
}
