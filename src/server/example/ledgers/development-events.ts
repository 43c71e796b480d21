import { dayAfter, dayIn, dayOf, type Scene, sumOut, until } from './scene.ts';
import { amountText, splitRate, splitTotal } from './split-total.ts';

/** What members do for enterprises and society: research on order, certificates, training. */
export function developmentEvents(scene: Scene): void {
  projects(scene);
  receipts(scene);
  certifications(scene);
  training(scene, 'employee-training', 'employeeTrainingDays', ['岗前培训', '岗位培训', '继续教育']);
  training(scene, 'social-training', 'socialTrainingDays', ['农民工', '退役军人', '下岗职工', '其他']);
}

const providersOf = ({ cast }: Scene) => [...cast.higher, ...cast.universities, ...cast.institutes];

/** Finished projects of which just the rate's part was put to use by the end of the year. */
function projects(scene: Scene): void {
  const { cast, random, targets, years, grain, theme } = scene;
  for (const year of years) {
    const about = 200 / grain;
    const [{ whole = 0, part = 0 } = {}] = splitRate(random, targets.of('transformationRate', year), about, 1);
    for (let at = 0; at < whole; at++) {
      const completedOn = dayOf(year, random.whole(2, 10), random.whole(3, 26));
      scene.add('technology-project', year, {
        provider: random.pick(providersOf(scene)),
        enterprise: random.pick(cast.enterprises),
        title: `${random.pick(theme.subjects)}研发（示例${scene.serial()}号）`,
        contractAmount: String(random.whole(5, 80)),
        contractedOn: dayOf(year - 1, random.whole(3, 12), random.whole(3, 26)),
        completedOn,
        ...(at < part ? { transferredOn: dayAfter(completedOn, random.whole(5, 55)) } : {}),
      });
    }
  }
}

function receipts(scene: Scene): void {
  const { cast, random, targets, years, grain, theme } = scene;
  for (const year of years) {
    const hundredths = Math.round(targets.of('researchFundsReceived', year) * 100);
    for (const part of splitTotal(random, hundredths, Math.ceil(hundredths / (1400 * grain)))) {
      const number = scene.serial();
      scene.add('technology-receipt', year, {
        provider: random.pick(providersOf(scene)),
        enterprise: random.pick(cast.enterprises),
        project: `${random.pick(theme.subjects)}改进（示例${number}号）`,
        voucher: `SHILI-${year}-${String(number).padStart(5, '0')}`,
        amount: amountText(part, 2),
        receivedOn: dayIn(scene, year),
      });
    }
  }
}

function certifications(scene: Scene): void {
  const { cast, random, theme } = scene;
  const kind = { kind: 'skill-certification', figure: 'skillCertifications', size: 38 };
  sumOut(scene, kind, (year, candidates) => ({
    organiser: random.pick([...cast.secondary, ...cast.higher]),
    occupation: random.pick(theme.occupations),
    level: random.pick(['五级', '四级', '四级', '三级', '二级']),
    candidates,
    certified: Math.floor((candidates * random.whole(70, 96)) / 100),
    heldOn: dayOf(year, random.whole(1, 12), random.pick([1, 10, 20])),
  }));
}

/** Trainees times days: the last training of a year takes one day and whoever is missing. */
function training(scene: Scene, kind: string, figure: string, groups: readonly string[]): void {
  const { cast, random, targets, years, grain, theme } = scene;
  for (const year of years) {
    let left = targets.of(figure, year);
    while (left > 0) {
      const wanted = random.pick([1, 2, 3, 3, 5]);
      const days = left < wanted * 20 * grain ? 1 : wanted;
      const trainees = Math.min(Math.round(random.whole(25, 60) * grain), Math.floor(left / days));
      until(() =>
        scene.add(kind, year, {
          provider: random.pick([...cast.schools, ...cast.institutes]),
          ...(kind === 'employee-training'
            ? { enterprise: random.pick(cast.enterprises), kind: random.pick(groups) }
            : { audience: random.pick(groups) }),
          topic: `${random.pick(theme.subjects)}培训（示例${scene.serial()}期）`,
          trainees,
          days: String(days),
          startedOn: dayIn(scene, year),
        }),
      );
      left -= trainees * days;
    }
  }
}
