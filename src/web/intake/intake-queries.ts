import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readIntakes(id: string) {
  return answered(client.GET('/api/batches/{id}/intakes', { params: { path: { id } } }));
}

function readIntake(id: string, intakeId: string) {
  return answered(client.GET('/api/batches/{id}/intakes/{intakeId}', { params: { path: { id, intakeId } } }));
}

export type Intakes = Awaited<ReturnType<typeof readIntakes>>;
export type Intake = Intakes['items'][number];
export type IntakeApplication = Awaited<ReturnType<typeof readIntake>>['applications'][number];

export const intakesQuery = (id: string) => queryOptions({ queryKey: ['intakes', id], queryFn: () => readIntakes(id) });

export const intakeQuery = (id: string, intakeId: string) =>
  queryOptions({ queryKey: ['intakes', id, intakeId], queryFn: () => readIntake(id, intakeId) });
