import { dayFrom } from '#server/example/day-from.ts';
import { bringStudents } from '#server/placement/bring-students.ts';
import { prepareFair } from '#server/placement/write-fair.ts';
import { addMajorOccupation } from '#server/talent/major-occupations.ts';
import { foreseeDemand } from '#server/talent/write-demand.ts';
import { offerPosition } from '#server/talent/write-position.ts';
import { addProgramme } from '#server/talent/write-programme.ts';
import { exampleDemands, examplePositions, exampleProgrammes } from './example-talent.ts';
import { type PlatformStage, voiceOf } from './platform-stage.ts';

/** Positions, forecasts and programmes, what majors train for, and a fair to which students are brought. */
export async function playTalent(stage: PlatformStage): Promise<void> {
  const { context, cast, consortiumId, schools, enterprises } = stage;
  const schoolId = schools[0]?.id ?? '';
  const thisYear = Number(dayFrom(0).slice(0, 4));
  const positionIds: string[] = [];
  for (const { of, expires, ...position } of examplePositions) {
    const { id } = await offerPosition(context, voiceOf(stage, of), consortiumId, {
      ...position,
      ...{ memberId: enterprises[of]?.id ?? '', startsOn: null, endsOn: null, place: '云泽市青禾产业园（虚构）' },
      expiresOn: dayFrom(expires),
    });
    positionIds.push(id);
  }
  for (const { of, headcounts, ...demand } of exampleDemands)
    await foreseeDemand(context, voiceOf(stage, of), consortiumId, {
      ...demand,
      memberId: enterprises[of]?.id ?? '',
      years: headcounts.map((headcount, at) => ({ year: thisYear + at, headcount })),
    });
  for (const { major, sizes, skills, trainsFor } of exampleProgrammes) {
    for (const [at, size] of sizes.entries())
      await addProgramme(context, cast.higherVocational, consortiumId, {
        ...{ memberId: schoolId, major, size, skills },
        ...{ enrolledIn: thisYear + at - 3, graduatesIn: thisYear + at },
      });
    for (const occupation of trainsFor)
      await addMajorOccupation(context, cast.secretary, consortiumId, { major, occupation });
  }
  const { id: fairId } = await prepareFair(context, cast.secretary, consortiumId, {
    title: `${thisYear}届毕业生双选会（虚构）`,
    wishesUntil: `${dayFrom(20)}T10:00:00.000Z`,
    rankingsUntil: `${dayFrom(30)}T10:00:00.000Z`,
    positionIds,
  });
  await bringStudents(
    context,
    cast.higherVocational,
    { consortiumId, fairId },
    {
      memberId: schoolId,
      students: exampleProgrammes.flatMap(({ major, skills }, programme) =>
        ['甲', '乙'].map((who) => ({
          name: `示例学生${programme + 1}${who}（虚构）`,
          ...{ major, skills, isMinor: false },
        })),
      ),
    },
    'http://localhost',
  );
}
