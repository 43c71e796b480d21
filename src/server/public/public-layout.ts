import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Html, html, printHtml } from './html.ts';
import type { Made } from './public-pages.ts';

export const publicStyle: Made = {
  type: 'text/css; charset=utf-8',
  body: ['public-frame.css', 'public-parts.css']
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join(''),
};
const styleVersion = createHash('sha256').update(publicStyle.body).digest('hex').slice(0, 12);

const rooms = [
  ['/public', '首页'],
  ['/public/lists', '通知与名单'],
  ['/public/consortia', '培育单位'],
  ['/public/register', '资格登记簿'],
  ['/public/positions', '公开岗位'],
  ['/public/talent-reports', '人才需求报告'],
  ['/public/statistics', '统计'],
  ['/public/data', '数据开放'],
] as const;

export type PublicPage = {
  title: string;
  /** The one address of it. */
  path: string;
  /** What a search engine says of it; the title where there is nothing more to say. */
  about?: string;
  /** Where what is listed on it can be subscribed to. */
  feed?: string;
  body: Html;
  /** What is for the person who asked, not for search engines. */
  isPersonal?: boolean;
};

/** A whole public page: no script, one style sheet, readable without it. */
export function publicPage(
  { title, path, about = title, feed, body, isPersonal = false }: PublicPage,
  isExample: boolean,
): Made {
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - 市域产教联合体公开信息</title>
<meta name="description" content="${about}">
<meta property="og:title" content="${title}">
${isPersonal ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${path}">`}
${feed !== undefined && html`<link rel="alternate" type="application/atom+xml" href="${feed}">\n`}<link rel="icon" href="data:,">
<link rel="stylesheet" href="/public/style.css?v=${styleVersion}">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="top"><div>
<strong>市域产教联合体公开信息</strong>
<nav aria-label="主要页面">
${rooms.map(([to, name]) => html`<a href="${to}"${to === path && html` aria-current="page"`}>${name}</a>\n`)}</nav>
<a class="sign-in" href="/sign-in">工作人员登录</a>
</div></header>
${isExample && html`<aside class="fiction">这是示例：单位、名单和数据全部为虚构。</aside>`}
<main id="main" tabindex="-1">
<h1>${title}</h1>
${body}
</main>
<footer>本站内容均为已公布的信息，不登录即可查看；可在“<a href="/public/data">数据开放</a>”下载。时间均为北京时间。</footer>
</body>
</html>
`;
  return { type: 'text/html; charset=utf-8', body: printHtml(page) };
}
