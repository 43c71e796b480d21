import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { queries } from '#web/api/queries.ts';

function readTasks(id: string) {
  return answered(client.GET('/api/consortia/{id}/tasks', { params: { path: { id } } }));
}

function readTask(id: string, taskId: string) {
  return answered(client.GET('/api/consortia/{id}/tasks/{taskId}', { params: { path: { id, taskId } } }));
}

function readSources(id: string) {
  return answered(client.GET('/api/consortia/{id}/task-sources', { params: { path: { id } } }));
}

export type TasksData = Awaited<ReturnType<typeof readTasks>>;
export type Task = TasksData['items'][number];
export type OpenedTask = Awaited<ReturnType<typeof readTask>>;
export type TaskSource = Awaited<ReturnType<typeof readSources>>['items'][number];

const key = 'consortium-tasks';

export function tasksQuery(id: string) {
  return queryOptions({ queryKey: [key, id], queryFn: () => readTasks(id), staleTime: 0 });
}

export function taskQuery(id: string, taskId: string) {
  return queryOptions({ queryKey: [key, id, taskId], queryFn: () => readTask(id, taskId), staleTime: 0 });
}

export function sourcesQuery(id: string) {
  return queryOptions({ queryKey: [key, id, 'sources'], queryFn: () => readSources(id), staleTime: 0 });
}

/** Who may do a unit's tasks; the secretariat's where the member is none. */
export function peopleQuery(id: string, member: string) {
  return queryOptions({
    queryKey: [key, id, 'people', member],
    queryFn: () =>
      answered(
        client.GET('/api/consortia/{id}/task-people', {
          params: { path: { id }, query: member === '' ? {} : { member } },
        }),
      ),
  });
}

export const ownTasksQuery = queryOptions({
  queryKey: [key, 'own'],
  queryFn: () => answered(client.GET('/api/me/open-tasks')),
  staleTime: 0,
});

/** After a change: whatever tells of tasks. */
export function forgetTasks(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [key] });
}
