import { dayIn, dayOf, type Scene } from './scene.ts';

/** What the secretariat keeps itself: the council and its documents, funds, policies, tasks of departments, appraisals, honours, the park. */
export function councilEvents(scene: Scene): void {
  const [first = 0] = scene.years;
  founding(scene, first);
  for (const year of scene.years) {
    meetings(scene, year);
    government(scene, year);
    funds(scene, year);
    scene.add('park-profile', year, {
      park: `${parkOf(scene)}（虚构）`,
      year,
      output: String(scene.targets.of('parkOutput', year)),
      rank: Math.max(1, 5 - (year - first)),
    });
    for (let at = 0; at < 6; at++)
      scene.add('honour', year, {
        title: `产教融合案例（示例${scene.serial()}）`,
        awarder: '示例省主管部门（虚构）',
        level: at === 0 ? '国家级' : at < 3 ? '省部级' : '市级',
        kind: scene.random.pick(['表彰奖励', '典型案例', '经验推广', '媒体报道']),
        awardedOn: dayIn(scene, year),
      });
  }
}

const parkOf = ({ cast }: Scene) =>
  ['青禾高新区', '望海临港物流园', '临泽农业园', '鹭洲科技园'][cast.consortium] ?? '示例园区';

function founding(scene: Scene, year: number): void {
  const { cast, random } = scene;
  const parties = [
    ['政府', cast.government, 5],
    ['企业', cast.enterprises, 10],
    ['学校', cast.schools, 8],
    ['科研机构', cast.institutes, 2],
  ] as const;
  const roles = ['理事长', '秘书长', ...Array<string>(4).fill('副理事长')];
  for (const [party, members, count] of parties)
    for (const organisation of random.some(members, count))
      scene.add('council-seat', year, {
        party,
        organisation: cast.nameOf(organisation),
        person: scene.personOf('council', organisation),
        role: roles.shift() ?? '理事',
        from: dayOf(year, 3, 1),
      });
  for (const [at, kind] of ['章程', '运营管理制度', '人员聘用及评价', '绩效考核', '运营质量保障', '其他'].entries())
    scene.add('governing-document', year, {
      kind,
      title: `联合体${kind}（虚构）`,
      version: '第1版',
      effectiveOn: dayOf(year, 3 + at, 15),
    });
}

function meetings(scene: Scene, year: number): void {
  for (const [at, name] of ['全体理事会', '年中理事会', '年终理事会'].entries())
    scene.add('council-meeting', year, {
      name: `${year}年${name}（虚构）`,
      heldOn: dayOf(year, 3 + at * 4, 18),
      present: 25 - scene.random.whole(0, 4),
      seats: 25,
      resolutions: '审议年度工作要点与经费安排（虚构）',
    });
}

const policies = [
  ['财政', '产教融合专项资金管理办法', '对接收学徒的企业按每生每年2000元给予补助'],
  ['税费', '产教融合型企业抵免办法', '按投资额抵免教育费附加'],
  ['土地', '职业教育用地保障办法', '新增职业教育用地120亩'],
  ['金融', '产教融合授信办法', '提供专项授信5亿元'],
  ['收入分配', '高技能人才待遇办法', '首席技师月津贴800元'],
] as const;

function government(scene: Scene, year: number): void {
  const { random } = scene;
  for (const [at, [field, title, measures]] of policies.entries())
    scene.add('support-policy', year, {
      field,
      title: `${title}（${year}年，虚构）`,
      number: `示例政发〔${year}〕${at + 1}号`,
      issuer: '示例市人民政府（虚构）',
      issuedOn: dayOf(year, 2 + at, 20),
      measures: `${measures}（虚构）`,
      implementation: '已兑现（虚构）',
    });
  for (const department of ['教育', '发展改革', '工业和信息化', '财政', '人力资源社会保障', '国资'])
    for (const [at, task] of ['责任清单', '年度支持事项'].entries()) {
      const month = 5 + at * 5;
      const isLate = random.chance(0.15);
      scene.add('coordination-task', year, {
        department,
        duty: `${department}部门支持联合体建设`,
        task: `${year}年${task}（虚构）`,
        dueOn: dayOf(year, month, 30),
        doneOn: dayOf(year, isLate ? month + 1 : month, isLate ? 20 : random.whole(5, 28)),
      });
    }
  for (const [at, scheme] of ['产业园区工作考核', '职业教育工作目标考核'].entries())
    scene.add('appraisal-inclusion', year, { scheme, year, number: `示例办发〔${year}〕${at + 8}号`, weight: '5' });
}

/** The plan of a year by source, in the proportions of the one year for which the form asks for them. */
export function funds({ cast, targets, add }: Scene, year: number): void {
  const asked = 2023;
  const total = targets.of('operatingFunds', year);
  if (total === 0) return;
  const sources = [
    ['牵头单位负担', 'fundsFromLeadUnits', cast.nameOf(cast.higher[0] ?? '')],
    ['政府核拨', 'fundsFromGovernment', '示例市财政（虚构）'],
    ['其他成员负担', 'fundsFromMembers', '成员单位分担（虚构）'],
    ['其他途径', 'fundsFromOthers', '社会捐助（虚构）'],
  ] as const;
  const ofAsked = targets.of('operatingFunds', asked);
  let left = Math.round(total * 100);
  for (const [at, [source, figure, payer]] of sources.entries()) {
    const share = Math.round((targets.of(figure, asked) * total * 100) / ofAsked);
    const planned = at === sources.length - 1 ? left : Math.min(left, share);
    left -= planned;
    add('fund', year, {
      source,
      payer,
      year,
      planned: String(planned / 100),
      received: String(Math.round(planned * 0.96) / 100),
    });
  }
}

export function incidentEvents(scene: Scene, count: number): void {
  for (let at = 0; at < count; at++)
    scene.add('incident', 2024, {
      kind: '安全',
      unit: scene.random.pick(scene.cast.enterprises),
      occurredOn: dayOf(2024, 5 + at, 8),
      description: '实训场地消防通道堆放杂物（虚构）',
      handling: '限期整改，已复查合格（虚构）',
    });
}
