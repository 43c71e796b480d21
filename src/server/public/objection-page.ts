import { publicityClose } from './batch-calendar.ts';
import { momentText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import type { PublicPage } from './public-layout.ts';
import type { Publication, PublicRecord } from './public-record.ts';

/** What was typed, by the form's field names, and what is wrong with it; `form` where it is wrong as a whole. */
export type Typed = { values: Readonly<Record<string, string>>; faults: Readonly<Record<string, string>> };

export const objectionLimits = { text: 5000, name: 100, contact: 200 } as const;
/** A field that no person sees: whoever fills it in is a program. */
export const trap = 'homepage';

/** The form for an objection to a draft list, or that its time is over; nothing where there is no such draft list. */
export function objectionPage(
  record: PublicRecord,
  now: Date,
  id: string,
  typed: Typed = { values: {}, faults: {} },
): PublicPage | undefined {
  const publication = record.publications.find((each) => each.id === id && each.kind === 'publicity');
  if (!publication) return undefined;
  const closesAt = publicityClose(record, publication);
  return {
    title: '提出异议',
    path: `/public/objections/${id}`,
    isPersonal: true,
    body: html`<section class="card">
<p>关于：<a href="/public/lists/${id}">${publication.title}</a></p>
${closesAt !== undefined && now <= closesAt ? form(publication, closesAt, typed) : closedWords(closesAt)}
</section>`,
  };
}

function closedWords(closesAt: Date | undefined): Html {
  return html`<p><strong>公示期已经结束，不再受理异议。</strong>${closesAt ? html`公示截止于${momentText(closesAt)}。` : '最后的名单已经公布。'}</p>
<p>此后发现的问题，请直接向公布名单的部门反映。</p>`;
}

function form({ id, content }: Publication, closesAt: Date, { values, faults }: Typed): Html {
  const known = Object.keys(labels).filter((name): name is FieldName => name in faults);
  return html`<p>公示至${momentText(closesAt)}。请写明事实和依据；同一内容重复提交只记一件。</p>
${
  (known.length > 0 || faults.form !== undefined) &&
  html`<div class="faults" role="alert"><p><strong>还没有提交，请改正后再提交：</strong></p><ul>${faults.form !== undefined && html`<li>${faults.form}</li>`}${known.map(
    (name) => html`<li><a href="#${name}">${labels[name]}</a>：${faults[name]}</li>`,
  )}</ul></div>`
}
<form method="post" action="/public/objections/${id}" accept-charset="utf-8">
<label for="consortium">涉及的联合体</label>${faultLine('consortium', faults)}
<select id="consortium" name="consortium"${described('consortium', faults)}>
<option value="">整个名单</option>${content.items.map(
    ({ consortiumId, name }) => html`
<option value="${consortiumId}"${values.consortium === consortiumId && html` selected`}>${name}</option>`,
  )}
</select>
<label for="text">异议内容（必填，不超过${objectionLimits.text}字）</label>${faultLine('text', faults)}
<textarea id="text" name="text" rows="10" required maxlength="${objectionLimits.text}"${described('text', faults)}>
${values.text ?? ''}</textarea>
<label for="name">姓名或单位（必填）</label>${faultLine('name', faults)}
<input id="name" name="name" required maxlength="${objectionLimits.name}" autocomplete="name" value="${values.name ?? ''}"${described('name', faults)}>
<label for="contact">联系方式（必填，电话或邮箱）</label>${faultLine('contact', faults)}
<input id="contact" name="contact" required maxlength="${objectionLimits.contact}" value="${values.contact ?? ''}"${described('contact', faults)}>
<p class="trap" aria-hidden="true"><label for="${trap}">请勿填写</label><input id="${trap}" name="${trap}" tabindex="-1" autocomplete="off"></p>
<p class="soft">姓名和联系方式只供受理部门核实情况、告知结果，不对外公布，也不告知被反映的单位。异议内容和答复由受理部门决定是否公开；内容中请不要写入他人的身份证号、电话等个人信息。</p>
<button type="submit">提交异议</button>
</form>`;
}

const labels = { consortium: '涉及的联合体', text: '异议内容', name: '姓名或单位', contact: '联系方式' } as const;
type FieldName = keyof typeof labels;

function described(name: FieldName, faults: Typed['faults']): Html | false {
  return faults[name] !== undefined && html` aria-invalid="true" aria-describedby="${name}-fault"`;
}

function faultLine(name: FieldName, faults: Typed['faults']): Html | false {
  return faults[name] !== undefined && html`<span class="error" id="${name}-fault">${faults[name]}</span>`;
}

/** What whoever objected is told; the number is all that is needed to ask about it. */
export function takenPage(publication: Publication, objectionId: string): PublicPage {
  return {
    title: '异议已收到',
    path: `/public/objections/${publication.id}`,
    isPersonal: true,
    body: html`<section class="card notice">
<p>您对“<a href="/public/lists/${publication.id}">${publication.title}</a>”的异议已经收到。</p>
<p>受理编号：</p>
<p class="digest number"><strong>${objectionId}</strong></p>
<p>请记下编号，查询办理情况时告知受理部门。受理部门核实后，将按您留下的联系方式告知结果。</p>
<p>姓名和联系方式不对外公布。</p>
</section>`,
  };
}
