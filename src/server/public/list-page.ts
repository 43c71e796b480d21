import { publicityClose } from './batch-calendar.ts';
import { dayText, momentText } from './beijing-time.ts';
import { type Html, html, linkedData } from './html.ts';
import { listedConsortia } from './listed-consortia.ts';
import { kindName } from './lists-page.ts';
import type { PublicPage } from './public-layout.ts';
import type { Publication, PublicRecord } from './public-record.ts';

/** A notice, a draft list or a final list as it was published, with the digest that proves it; nothing where there is none of that id. */
export function listPage(record: PublicRecord, now: Date, id: string): PublicPage | undefined {
  const publication = record.publications.find((each) => each.id === id);
  if (!publication) return undefined;
  const { kind, title, number, publishedOn, content, digest, batchId } = publication;
  const batch = record.batches.find((each) => each.id === batchId);
  const path = `/public/lists/${id}`;
  return {
    title,
    path,
    about: `${content.issuer}${dayText(publishedOn)}公布：${title}`,
    body: html`<section class="card">
<dl class="facts">
<dt>类别</dt><dd>${kindName(publication)}</dd>
${number !== '' && html`<dt>文号</dt><dd>${number}</dd>`}
<dt>公布单位</dt><dd>${content.issuer}</dd>
<dt>公布日期</dt><dd><time datetime="${publishedOn}">${dayText(publishedOn)}</time></dd>
${batch && html`<dt>所属批次</dt><dd><a href="/public/batches/${batchId}">${batch.title}</a></dd>`}
</dl>
${content.text !== '' && html`<div class="text">${content.text}</div>`}
</section>
${kind === 'publicity' && publicityCard(record, publication, now)}
${content.items.length > 0 && (content.items.some(({ outcome }) => outcome) ? outcomesCard(record, publication) : itemsCard(record, publication))}
${shownObjections(record, publication)}
<section class="card"><h2>核对</h2>
<p>公布内容的SHA-256摘要：</p>
<p class="digest">${digest}</p>
<p class="soft">下载<a href="${path}/content.json">公布内容的原文</a>（JSON），对文件计算SHA-256，应与以上摘要一致。</p>
</section>
${linkedData({ '@type': 'Article', headline: title, datePublished: publishedOn, publisher: { '@type': 'Organization', name: content.issuer } })}`,
  };
}

function publicityCard(record: PublicRecord, publication: Publication, now: Date): Html {
  const closesAt = publicityClose(record, publication);
  const final = record.publications.find(({ batchId, kind }) => batchId === publication.batchId && kind === 'list');
  const isOpen = closesAt !== undefined && now <= closesAt;
  return html`<section class="card notice"><h2>异议</h2>
${
  isOpen
    ? html`<p>公示至${momentText(closesAt)}。对名单有异议的，可在此前提出，写明事实和依据。</p>
<p><a class="button" href="/public/objections/${publication.id}">提出异议</a></p>`
    : html`<p>公示期已经结束，不再受理异议。</p>`
}${final && html`\n<p>${kindName(final)}已经公布：<a href="/public/lists/${final.id}">${final.title}</a></p>`}
</section>`;
}

function itemsCard(record: PublicRecord, publication: Publication): Html {
  const { content } = publication;
  const known = new Set(listedConsortia(record).map(({ consortiumId }) => consortiumId));
  return html`<section class="card"><h2>名单（${content.items.length}家）</h2>
<table class="stacks">
<caption class="unseen">${kindName(publication)}</caption>
<thead><tr><th scope="col">序号</th><th scope="col">联合体</th><th scope="col">省份</th><th scope="col">城市</th><th scope="col">依托园区</th><th scope="col">牵头学校</th><th scope="col">牵头企业</th></tr></thead>
<tbody>${content.items.map(
    ({ consortiumId, name, province, city, park, leadSchool, leadEnterprise }, at) => html`
<tr><td data-label="序号">${at + 1}</td><td data-label="联合体">${known.has(consortiumId) ? html`<a href="/public/consortia/${consortiumId}">${name}</a>` : name}</td><td data-label="省份">${province}</td><td data-label="城市">${city}</td><td data-label="依托园区">${park}</td><td data-label="牵头学校">${leadSchool}</td><td data-label="牵头企业">${leadEnterprise}</td></tr>`,
  )}
</tbody></table></section>`;
}

/** Of an acceptance: what each consortium came to, and why. */
function outcomesCard(record: PublicRecord, publication: Publication): Html {
  const { content } = publication;
  const known = new Set(listedConsortia(record).map(({ consortiumId }) => consortiumId));
  return html`<section class="card"><h2>验收结果（${content.items.length}家）</h2>
<table class="stacks">
<caption class="unseen">${kindName(publication)}</caption>
<thead><tr><th scope="col">序号</th><th scope="col">联合体</th><th scope="col">省份</th><th scope="col">结果</th><th scope="col">理由</th></tr></thead>
<tbody>${content.items.map(
    ({ consortiumId, name, province, outcome }, at) => html`
<tr><td data-label="序号">${at + 1}</td><td data-label="联合体">${known.has(consortiumId) ? html`<a href="/public/consortia/${consortiumId}">${name}</a>` : name}</td><td data-label="省份">${province}</td><td data-label="结果">${outcome?.label}${typeof outcome?.dueOn === 'string' && html`<br><span class="soft">${dayText(outcome.dueOn)}前完成整改</span>`}</td><td data-label="理由">${outcome?.reason}</td></tr>`,
  )}
</tbody></table></section>`;
}

/** The objections that the office shows, with its answers; never who raised them. */
function shownObjections({ objections }: PublicRecord, { batchId, content, kind }: Publication): Html | false {
  const shown = objections.filter((objection) => objection.batchId === batchId);
  if (kind === 'notice' || shown.length === 0) return false;
  const nameOf = (id: string | null) => content.items.find(({ consortiumId }) => consortiumId === id)?.name;
  return html`<section class="card"><h2>公开的异议与答复</h2>${shown.map(
    ({ consortiumId, text, answer, decision, answeredAt }) => html`
<h3>关于${nameOf(consortiumId) ?? '公示名单'}</h3>
<div class="text quoted">${text}</div>
<p>${decision === 'upheld' ? '异议成立' : '异议不成立'}　<span class="soft">${momentText(answeredAt)}答复</span></p>
<div class="text">${answer}</div>`,
  )}
</section>`;
}
