import { ApiProblem, recordOf } from '#web/api/client.ts';

/** Asks for a file by a POST and hands it to the browser under that name. Throws `ApiProblem`. */
export async function downloaded(path: string, body: unknown, name: string): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'x-lianheti': '1', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    const { title } = recordOf(await response.json().catch(() => ({})));
    throw new ApiProblem('internal', response.status, typeof title === 'string' ? title : '没有成功，请重试。', {});
  }
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
