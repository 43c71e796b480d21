import { registerOn } from '#server/standing/register.ts';
import { dayOf, momentText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import { trap } from './objection-page.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

/** What was typed by field name, and what is wrong with it; `form` where it is wrong as a whole. */
export type TypedReport = {
  values: Readonly<Record<string, string>>;
  faults: Readonly<Partial<Record<ReportField | 'form', string>>>;
};
export type ReportField = keyof typeof labels;

export const reportLimits = { text: 5000, name: 100, contact: 200, files: 5, fileBytes: 10 * 2 ** 20 } as const;

const labels = {
  consortium: '反映的联合体',
  text: '反映的问题',
  files: '证据',
  name: '姓名或单位',
  contact: '联系方式',
} as const;

/** The form by which anybody tells of a consortium's violation, with or without a name. */
export function reportPage(record: PublicRecord, now: Date, { values, faults }: TypedReport): PublicPage {
  const wrong = Object.entries(labels).flatMap(([name, label]) => {
    const fault = faults[name as ReportField];
    return fault === undefined ? [] : [html`<li><a href="#${name}">${label}</a>：${fault}</li>`];
  });
  const consortia = registerOn(record.register, { on: dayOf(now) });
  return {
    title: '反映问题',
    path: '/public/reports/new',
    isPersonal: true,
    body: html`<section class="card">
<p>反映联合体解散、重大变动或违规行为。可以不留姓名：本站不登记您的账号和网络地址。提交后得到编号和查询码，凭两者查看办理情况。</p>
${
  (wrong.length > 0 || faults.form !== undefined) &&
  html`<div class="faults" role="alert"><p><strong>还没有提交，请改正后再提交（证据须重新选择）：</strong></p><ul>${faults.form !== undefined && html`<li>${faults.form}</li>`}${wrong}</ul></div>`
}
${
  consortia.length === 0
    ? html`<p>还没有公布培育名单，暂不受理。名单公布后即可在此反映。</p>`
    : html`<form method="post" action="/public/reports" enctype="multipart/form-data" accept-charset="utf-8">
<label for="consortium">${labels.consortium}（必选）</label>${faultLine('consortium', faults)}
<select id="consortium" name="consortium" required${described('consortium', faults)}>
<option value="">请选择</option>${consortia.map(
        ({ consortiumId, name, province }) => html`
<option value="${consortiumId}"${values.consortium === consortiumId && html` selected`}>${name}（${province}）</option>`,
      )}
</select>
<label for="text">${labels.text}（必填，不超过${reportLimits.text}字；请写明时间、地点、事实）</label>${faultLine('text', faults)}
<textarea id="text" name="text" rows="10" required maxlength="${reportLimits.text}"${described('text', faults)}>
${values.text ?? ''}</textarea>
<label for="files">${labels.files}（可不附；图片、PDF、Word、Excel、文本，至多${reportLimits.files}份，每份不超过${reportLimits.fileBytes / 2 ** 20}MB）</label>${faultLine('files', faults)}
<input id="files" name="files" type="file" multiple accept=".png,.jpg,.jpeg,.webp,.pdf,.docx,.xlsx,.csv,.txt"${described('files', faults)}>
<label for="name">${labels.name}（可不填）</label>${faultLine('name', faults)}
<input id="name" name="name" maxlength="${reportLimits.name}" value="${values.name ?? ''}"${described('name', faults)}>
<label for="contact">${labels.contact}（可不填）</label>${faultLine('contact', faults)}
<input id="contact" name="contact" maxlength="${reportLimits.contact}" value="${values.contact ?? ''}"${described('contact', faults)}>
<p class="trap" aria-hidden="true"><label for="${trap}">请勿填写</label><input id="${trap}" name="${trap}" tabindex="-1" autocomplete="off"></p>
<p class="soft">所填内容只供核查部门使用，不对外公布，也不告知被反映的单位。图片和文件可能带有拍摄地点、作者等信息，匿名反映的请先去除。</p>
<button type="submit">提交</button>
</form>`
}
</section>
<p>已经反映的，可凭编号和查询码<a href="/public/reports">查询办理情况</a>。</p>`,
  };
}

/** What whoever reported is told, once: the secret is kept nowhere. */
export function reportTakenPage(number: string, secret: string): PublicPage {
  return {
    title: '已经收到',
    path: '/public/reports',
    isPersonal: true,
    body: html`<section class="card notice">
<p>您反映的问题已经收到，将由所在省份和教育部核查。</p>
<dl class="facts"><dt>编号</dt><dd class="number"><strong>${number}</strong></dd><dt>查询码</dt><dd class="number"><strong>${secret}</strong></dd></dl>
<p><strong>请现在记下编号和查询码：查询码只显示这一次，遗失后无法找回。</strong></p>
<p>凭编号和查询码在“<a href="/public/reports">查询办理情况</a>”查看进展和答复。</p>
</section>`,
  };
}

export type ReportAnswer = { label: string; openedAt: Date; answer: string | null; answeredAt: Date | null };

/** Where a reporter asks how far its case is; with what was found, or that nothing was. */
export function reportAnswerPage(asked?: { number: string; found: ReportAnswer | undefined }): PublicPage {
  return {
    title: '查询办理情况',
    path: '/public/reports',
    isPersonal: true,
    body: html`${asked && (asked.found ? answerCard(asked.number, asked.found) : notFoundCard)}
<section class="card">
<form method="post" action="/public/reports/answer" accept-charset="utf-8">
<label for="number">编号</label><input id="number" name="number" required maxlength="40" autocomplete="off" value="${asked?.number ?? ''}">
<label for="secret">查询码</label><input id="secret" name="secret" required maxlength="80" autocomplete="off">
<button type="submit">查询</button>
</form>
</section>
<p>还没有反映的，请到<a href="/public/reports/new">反映问题</a>。</p>`,
  };
}

const notFoundCard = html`<section class="card"><p role="alert"><strong>编号或查询码不对，没有查到。</strong>请核对后再试，注意编号以“WG”开头。</p></section>`;

function answerCard(number: string, { label, openedAt, answer, answeredAt }: ReportAnswer): Html {
  return html`<section class="card notice"><h2>${number}</h2>
<dl class="facts"><dt>收到</dt><dd>${momentText(openedAt)}</dd><dt>进展</dt><dd>${label}</dd>${
    answer !== null &&
    answeredAt !== null &&
    html`<dt>答复</dt><dd><div class="text">${answer}</div>${momentText(answeredAt)}</dd>`
  }</dl>
${answer === null && html`<p>核查结束后在此答复，请过一段时间再查。</p>`}
</section>`;
}

function described(name: ReportField, faults: TypedReport['faults']): Html | false {
  return faults[name] !== undefined && html` aria-invalid="true" aria-describedby="${name}-fault"`;
}

function faultLine(name: ReportField, faults: TypedReport['faults']): Html | false {
  return faults[name] !== undefined && html`<span class="error" id="${name}-fault">${faults[name]}</span>`;
}
