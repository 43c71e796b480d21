import { createHmac } from 'node:crypto';

export const webhookFormats = ['json', 'wecom', 'dingtalk'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

/** What can be listened to, and how a robot says it of one entry. */
export const webhookEvents = {
  'entry.joined': '台账记录有另一方填报',
  'entry.confirmed': '台账记录已获确认',
  'entry.changed': '台账记录被修改',
  'entry.disputed': '台账记录出现不一致，须核对',
  'entry.settled': '台账记录的争议已由秘书处裁定',
  'entry.returned': '台账记录被秘书处退回，请核对后重报',
  'entry.withdrawn': '台账记录被撤回',
  'entry.recorded': '撤回的台账记录重新填报',
  reminder: '有台账事项待办',
  alert: '监测预警',
  'aggregate.moved': '年度核定数据有变动',
} as const;
export type WebhookEvent = keyof typeof webhookEvents;

export function isWebhookEvent(text: string): text is WebhookEvent {
  return Object.hasOwn(webhookEvents, text);
}

export function isWebhookFormat(text: string): text is WebhookFormat {
  return webhookFormats.some((format) => format === text);
}

/** What stands in an outbox row for a webhook: no person, no text that anybody typed but the unit's name. */
export type WebhookPayload = { event: string; unit: string; count: number; [more: string]: unknown };

export type WebhookMessage = { url: string; headers: Readonly<Record<string, string>>; body: string };

type Target = { url: string; secret: string; format: WebhookFormat };

/**
 * A message as its receiver expects it. `json`: signed by `x-lianheti-signature: v1=<hex HMAC-SHA256 of "timestamp.body">`. `wecom` and `dingtalk`: a
 * group robot's markdown with the unit's name and a count; 钉钉 with its `timestamp` and `sign` in the address where there is a secret.
 */
export function webhookMessage(
  { url, secret, format }: Target,
  delivery: { id: string; payload: WebhookPayload },
  now: number,
): WebhookMessage {
  const { payload } = delivery;
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'lianheti-webhook' };
  const text = `**联合体** ${payload.unit}：${wordsOf(payload.event)}（${payload.count} 项），请登录查看。`;
  switch (format) {
    case 'wecom':
      return { url, headers, body: JSON.stringify({ msgtype: 'markdown', markdown: { content: text } }) };
    case 'dingtalk':
      return {
        url: secret === '' ? url : signedForDingTalk(url, secret, now),
        headers,
        body: JSON.stringify({ msgtype: 'markdown', markdown: { title: '联合体', text } }),
      };
    case 'json': {
      const body = JSON.stringify({ id: delivery.id, ...payload });
      const timestamp = String(Math.floor(now / 1000));
      return {
        url,
        body,
        headers: {
          ...headers,
          'x-lianheti-event': payload.event,
          'x-lianheti-delivery': delivery.id,
          'x-lianheti-timestamp': timestamp,
          'x-lianheti-signature': `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
        },
      };
    }
  }
}

/** Why a robot did not take the message, though its server answered 200; nothing where it did. */
export function robotFault(format: WebhookFormat, answer: string): string | undefined {
  if (format === 'json') return undefined;
  try {
    const { errcode, errmsg }: { errcode?: unknown; errmsg?: unknown } = JSON.parse(answer);
    return errcode === 0 ? undefined : `${String(errcode)} ${String(errmsg ?? '')}`.slice(0, 200);
  } catch {
    return '机器人的回应不是 JSON';
  }
}

function signedForDingTalk(url: string, secret: string, now: number): string {
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(now));
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
  return signed.href;
}

function wordsOf(event: string): string {
  return isWebhookEvent(event) ? webhookEvents[event] : event;
}
