import { type Command, jsonOption } from './command.ts';
import { UsageFault } from './fault.ts';

const actions: Readonly<Record<string, () => Promise<Command>>> = {
  make: async () => (await import('./disc-make.ts')).discMake,
  verify: async () => (await import('./disc-verify.ts')).discVerify,
};

/** 光盘: what the province hands in and the ministry takes in. */
export const disc: Command = {
  usage: 'lianheti disc make|verify …',
  summary: '光盘：把文件夹制成可刻录的光盘映像并签名，核验光盘是否完整',
  options: [
    ['make 文件夹 --out 文件.iso', '制作光盘映像（ISO 9660、Joliet），根目录附清单与签名'],
    ['--title 名称', '光盘名称，默认为文件夹名'],
    ['--province 省份、--batch 批次', '写入清单'],
    ['--at 时刻', '制作时刻，如 2023-06-01T09:00（未写时区即北京时间），默认为现在'],
    ['--key 文件', '签名密钥文件；未指定时用 --out 旁的 lianheti-disc.key，没有则新建'],
    ['--medium 容量', '光盘容量，如 700MB、4.7GB、8.5GB、25GB；装不下时分成几张'],
    ['verify 映像|文件夹', '离线核验：列出被改动、缺少、多出的文件；0 完整，1 不完整，2 无法读取'],
    ['--fingerprint 指纹', '核验时要求签名密钥为此指纹'],
    jsonOption,
  ],
  run: async ([action = '', ...args], speech) => {
    const load = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!load)
      throw new UsageFault(action === '' ? '请指明要做什么：make 或 verify。' : `disc 没有 ${action} 这个动作。`);
    return (await load()).run(args, speech);
  },
};
