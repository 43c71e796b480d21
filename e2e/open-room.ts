import type { Page } from 'playwright-core';

/** Goes to one of the main rooms as a user does who finds it in a menu. */
export async function openRoom(page: Page, menu: string, room: string): Promise<void> {
  const rooms = page.getByRole('navigation', { name: '主要页面' });
  await rooms.getByRole('button', { name: menu }).click();
  await rooms.getByRole('link', { name: room, exact: true }).click();
}
