import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

/** Needs, capabilities, calls or contracts on one page of their list. */
export const pageSize = 50;

export type TechnologySearch = { q: string; kind: string; all: boolean; page: number };
export const everything: TechnologySearch = { q: '', kind: '', all: false, page: 0 };

const asked = ({ q, kind, all, page }: TechnologySearch) => ({
  ...(q !== '' && { q }),
  ...(kind !== '' && { kind }),
  ...(all && { all: 'true' }),
  limit: pageSize,
  offset: page * pageSize,
});
const paged = (page: number) => ({ limit: pageSize, offset: page * pageSize });

const readNeeds = (id: string, search: TechnologySearch) =>
  answered(client.GET('/api/consortia/{id}/technology-needs', { params: { path: { id }, query: asked(search) } }));
const readNeed = (id: string, needId: string) =>
  answered(client.GET('/api/consortia/{id}/technology-needs/{needId}', { params: { path: { id, needId } } }));
const readCapabilities = (id: string, search: TechnologySearch) =>
  answered(
    client.GET('/api/consortia/{id}/technology-capabilities', { params: { path: { id }, query: asked(search) } }),
  );
const readCalls = (id: string, page: number) =>
  answered(client.GET('/api/consortia/{id}/technology-calls', { params: { path: { id }, query: paged(page) } }));
const readCall = (id: string, callId: string) =>
  answered(client.GET('/api/consortia/{id}/technology-calls/{callId}', { params: { path: { id, callId } } }));
const readContracts = (id: string, page: number) =>
  answered(client.GET('/api/consortia/{id}/technology-contracts', { params: { path: { id }, query: paged(page) } }));
const readContract = (id: string, contractId: string) =>
  answered(
    client.GET('/api/consortia/{id}/technology-contracts/{contractId}', { params: { path: { id, contractId } } }),
  );
const readFigures = (id: string) =>
  answered(client.GET('/api/consortia/{id}/technology-figures', { params: { path: { id } } }));

export type Needs = Awaited<ReturnType<typeof readNeeds>>;
export type Need = Awaited<ReturnType<typeof readNeed>>;
export type Capabilities = Awaited<ReturnType<typeof readCapabilities>>;
export type Capability = Capabilities['items'][number];
export type Call = Awaited<ReturnType<typeof readCall>>;
export type Contracts = Awaited<ReturnType<typeof readContracts>>;
export type Contract = Awaited<ReturnType<typeof readContract>>;
export type Figures = Awaited<ReturnType<typeof readFigures>>;

const key = 'technology';
const options = <T>(path: readonly unknown[], queryFn: () => Promise<T>) =>
  queryOptions({ queryKey: [key, ...path], queryFn, staleTime: 0 });

export function needsQuery(id: string, search: TechnologySearch) {
  return queryOptions({
    queryKey: [key, id, 'needs', search],
    queryFn: () => readNeeds(id, search),
    staleTime: 0,
    // The page before stays until the next is there.
    placeholderData: (before: Needs | undefined) => before,
  });
}

export const needQuery = (id: string, needId: string) => options([id, 'need', needId], () => readNeed(id, needId));

export function capabilitiesQuery(id: string, search: TechnologySearch) {
  return queryOptions({
    queryKey: [key, id, 'capabilities', search],
    queryFn: () => readCapabilities(id, search),
    staleTime: 0,
    placeholderData: (before: Capabilities | undefined) => before,
  });
}

export const callsQuery = (id: string, page: number) => options([id, 'calls', page], () => readCalls(id, page));
export const callQuery = (id: string, callId: string) => options([id, 'call', callId], () => readCall(id, callId));
export const contractsQuery = (id: string, page: number) =>
  options([id, 'contracts', page], () => readContracts(id, page));
export const contractQuery = (id: string, contractId: string) =>
  options([id, 'contract', contractId], () => readContract(id, contractId));
export const figuresQuery = (id: string) => options([id, 'figures'], () => readFigures(id));

/** After a change: whatever tells of technology services. */
export function forgetTechnology(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
