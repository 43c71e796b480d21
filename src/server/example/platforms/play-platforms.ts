import type { Context } from '#server/context.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import { firstCast } from '#server/example/first-cast.ts';
import type { ExampleUnits } from '#server/example/make-example-units.ts';
import type { PlatformStage } from './platform-stage.ts';
import { playApprenticeship } from './play-apprenticeship.ts';
import { playFrontPage } from './play-front-page.ts';
import { playResources } from './play-resources.ts';
import { playTalent } from './play-talent.ts';
import { playTechnology } from './play-technology.ts';
import { playTraining } from './play-training.ts';

/** Fills the platforms of the first consortium, by the commands that people use. */
export async function playPlatforms(
  context: Context,
  units: ExampleUnits,
  members: readonly ExampleMember[],
): Promise<void> {
  const stage: PlatformStage = {
    context,
    cast: firstCast(units),
    consortiumId: units.consortia[0] ?? '',
    schools: members.filter(({ category }) => category === 'higherVocational'),
    enterprises: members.filter(({ category }) => category === 'enterprise'),
  };
  await playTalent(stage);
  await playResources(stage);
  await playApprenticeship(stage);
  await playTechnology(stage);
  await playTraining(stage);
  await playFrontPage(stage);
}
