import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf } from '#server/http/problem.ts';
import { refusalTexts } from '#server/http/refusal-texts.ts';
import { html } from './html.ts';
import { publicPage } from './public-layout.ts';
import { sendOnce } from './send-public.ts';

const titles: Readonly<Record<number, string>> = { 404: '没有这个页面', 429: '请稍后再试', 500: '暂时不能显示' };

/** Answers any error of a public page as a page: what happened, and where to go on. */
export function sendProblemPage(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
  isExample: boolean,
): FastifyReply {
  const { code, status, facts } = refusalOf(error);
  if (code === 'internal') request.log.error({ err: error }, 'unexpected error');
  const words = code === 'not-found' ? '网址有误，或者这项内容没有公布。' : refusalTexts[code];
  const page = publicPage(
    {
      title: titles[status] ?? '没有成功',
      path: '/public',
      isPersonal: true,
      body: html`<section class="card"><p>${words}${typeof facts.detail === 'string' && facts.detail}</p>
<p><a href="/public">公开信息首页</a></p></section>`,
    },
    isExample,
  );
  return sendOnce(reply, status, page);
}
