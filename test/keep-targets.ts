import { keepApprenticeship } from './keep-apprenticeship.ts';
import { keepDemand } from './keep-demand.ts';
import { keepFair } from './keep-fair.ts';
import { keepMarket } from './keep-market.ts';
import { keepPeople } from './keep-people.ts';
import { keepPolicy } from './keep-policy.ts';
import { keepResource } from './keep-resource.ts';
import { keepTechnology } from './keep-technology.ts';
import { keepTraining } from './keep-training.ts';
import type { TestConsortium } from './test-consortium.ts';
import { testFunds } from './test-funds.ts';
import type { TestServer } from './test-server.ts';

/** What the running of a consortium leaves behind, called by secrets: an id for each name that stands in a route's address. */
export async function keepTargets(
  server: TestServer,
  here: TestConsortium,
  { memberId, secret, entrySecret }: { memberId: string; secret: string; entrySecret: string },
): Promise<Readonly<Record<string, string>>> {
  const { secretary, consortiumId } = here;
  return {
    ...(await keepPolicy(secretary, consortiumId, { memberId, title: `${secret}办法`, what: entrySecret })),
    ...(await keepPeople(secretary, consortiumId, { memberId, secret })),
    ...(await testFunds(secretary, consortiumId, secret)),
    ...(await keepDemand(server, here, { memberId, secret })),
    ...(await keepFair(server, here, { memberId, secret })),
    ...(await keepMarket(server, here, { memberId, secret })),
    ...(await keepResource(server, here, { memberId, secret })),
    ...(await keepApprenticeship(server, here, { memberId, secret })),
    ...(await keepTechnology(server, here, { memberId, secret, entrySecret })),
    ...(await keepTraining(server, here, { memberId, secret, entrySecret })),
  };
}
