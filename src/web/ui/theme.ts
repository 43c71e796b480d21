import type { ThemeConfig } from 'antd';

/** How much larger than usual the reader has set type in the browser; our own sizes follow it by themselves. */
const readersType = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Calm and dense: an office's blue, small radii, fourteen pixels. Contrast of all text is at least 4.5 : 1. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b57a4',
    colorLink: '#0b57a4',
    colorError: '#b3261e',
    colorWarning: '#8a5300',
    colorSuccess: '#1b6b3a',
    colorTextSecondary: '#505a66',
    colorTextTertiary: '#5c6672',
    colorTextPlaceholder: '#6b7480',
    borderRadius: 3,
    fontSize: Math.round(14 * readersType),
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif',
    motion: false,
  },
};
