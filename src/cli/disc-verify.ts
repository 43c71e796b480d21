import { DiscFault } from '#documents/disc/disc-fault.ts';
import { type DiscProblem, type DiscReport, verifyDisc } from '#documents/disc/verify-disc.ts';
import { type Command, exit, jsonOption, parse, type Speech } from './command.ts';
import { Fault, UsageFault } from './fault.ts';

const kinds: Readonly<Record<DiscProblem['kind'], string>> = {
  altered: '被改动',
  missing: '缺少',
  added: '多出',
  unsafe: '不安全',
  manifest: '清单有误',
  signature: '签名有误',
  signer: '签名人不符',
  structure: '光盘结构有误',
};

export const discVerify: Command = {
  usage: 'lianheti disc verify 映像|文件夹 [选项]',
  summary: '离线核验光盘：列出被改动、缺少、多出的文件，以及有误的清单或签名',
  options: [jsonOption],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, { fingerprint: { type: 'string' }, json: { type: 'boolean' } });
    const [place, ...more] = positionals;
    if (place === undefined || more.length > 0) throw new UsageFault('请指明一个光盘映像或文件夹。');
    const report = await verified(place, values.fingerprint);
    if (values.json) speech.say(JSON.stringify(forPrograms(report), null, 2));
    else tell(report, speech);
    return report.problems.length === 0 ? exit.done : exit.notAllWell;
  },
};

async function verified(place: string, fingerprint: string | undefined): Promise<DiscReport> {
  try {
    return await verifyDisc(place, fingerprint === undefined ? {} : { fingerprint });
  } catch (cause) {
    if (cause instanceof DiscFault) throw new Fault(cause.code, cause.message, { cause });
    throw cause;
  }
}

function forPrograms({ kind, manifest, fingerprint, files, bytes, problems }: DiscReport) {
  const pathsOf = (wanted: DiscProblem['kind']) =>
    problems.filter((problem) => problem.kind === wanted).map(({ path }) => path);
  return {
    intact: problems.length === 0,
    kind,
    title: manifest?.title,
    province: manifest?.province,
    batch: manifest?.batch,
    madeAt: manifest?.madeAt,
    set: manifest?.set,
    fingerprint,
    files,
    bytes,
    altered: pathsOf('altered'),
    missing: pathsOf('missing'),
    added: pathsOf('added'),
    problems,
  };
}

function tell({ manifest, fingerprint, files, problems }: DiscReport, { say }: Speech): void {
  if (manifest) {
    const { title, province, batch, madeAt, set } = manifest;
    const part = set.of > 1 ? `第${set.part}张，共${set.of}张` : undefined;
    const at = `${new Date(Date.parse(madeAt) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}制作`;
    say(shown([title, province, batch, part, at].filter((each) => each !== undefined).join('，')));
    say(`签名密钥指纹：${fingerprint}`);
  }
  for (const { kind, path, message } of problems)
    say(`  · ${kinds[kind]}：${path === '' ? '' : `${shown(path)}：`}${message}`);
  say(
    problems.length === 0
      ? `核验通过：${files}个文件与清单一致，清单签名有效。`
      : `核验不通过：${files}个文件，发现${problems.length}处问题。`,
  );
}

/** Names of strangers may hold what moves a terminal's cursor. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd');
}
