import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { isCreditCode } from '#core/quantity/credit-code.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import type { Member, MemberPage } from './members-query.ts';

type Typed = {
  name: string;
  otherNames: string;
  category: string;
  creditCode: string;
  creditCodeOverride: string;
  contactName: string;
  contactPhone: string;
  contactEmail: string;
  joinedOn: string;
  leftOn: string;
};

type TextField = Exclude<keyof Typed, 'category' | 'creditCodeOverride'>;

const fields: readonly { field: TextField; label: string; type: string; isNeeded?: true }[] = [
  { field: 'name', label: '单位名称', type: 'text', isNeeded: true },
  { field: 'otherNames', label: '简称、曾用名（用“、”分开）', type: 'text' },
  { field: 'creditCode', label: '统一社会信用代码', type: 'text' },
  { field: 'contactName', label: '联系人', type: 'text' },
  { field: 'contactPhone', label: '联系电话', type: 'tel' },
  { field: 'contactEmail', label: '联系邮箱', type: 'email' },
  { field: 'joinedOn', label: '加入日期', type: 'date', isNeeded: true },
  { field: 'leftOn', label: '退出日期（仍是成员的不填）', type: 'date' },
];

/** Everything the directory says of a member. What is wrong is told before saving where it can be, else by the server. */
export function MemberForm(props: {
  consortiumId: string;
  member: Member | undefined;
  categories: MemberPage['categories'];
  onDone: () => Promise<void>;
}) {
  const { consortiumId, member, categories, onDone } = props;
  const [typed, setTyped] = useState(() => typedOf(member));
  const code = typed.creditCode.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const isDoubtful = code !== '' && !isCreditCode(code);
  const save = useMutation({
    mutationFn: () => saveMember(consortiumId, member, bodyOf(typed, isDoubtful)),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const change = (field: keyof Typed, value: string) => setTyped({ ...typed, [field]: value });
  return (
    <form onSubmit={submit} aria-label="成员单位信息">
      {fields.map(({ field, label, type, isNeeded = false }) => (
        <label key={field} className="field">
          <span>{label}</span>
          <input
            className="text"
            type={type}
            required={isNeeded}
            maxLength={200}
            value={typed[field]}
            onChange={(event) => change(field, event.target.value)}
          />
          {field === 'creditCode' && isDoubtful && (
            <span className="warning doubtful">这个代码的位数或校验位不对，请核对。</span>
          )}
        </label>
      ))}
      {isDoubtful && (
        <label className="field">
          <span>仍要使用这个代码的理由</span>
          <input
            className="text"
            maxLength={500}
            value={typed.creditCodeOverride}
            onChange={(event) => change('creditCodeOverride', event.target.value)}
          />
        </label>
      )}
      <label className="field">
        <span>类别</span>
        <select
          className="text"
          required
          value={typed.category}
          onChange={(event) => change('category', event.target.value)}
        >
          <option value="">请选择</option>
          {categories.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Trouble error={save.error} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        保存
      </Button>
    </form>
  );
}

function Trouble({ error }: { error: Error | null }) {
  if (!error) return null;
  const detail = error instanceof ApiProblem ? error.facts.detail : undefined;
  return (
    <p role="alert" className="error">
      {error.message}
      {typeof detail === 'string' && detail}
      {error instanceof ApiProblem && error.code === 'stale' && '请关闭后重新打开，查看修改记录。'}
    </p>
  );
}

function typedOf(member: Member | undefined): Typed {
  return {
    name: member?.name ?? '',
    otherNames: member?.otherNames.join('、') ?? '',
    category: member?.category ?? '',
    creditCode: member?.creditCode ?? '',
    creditCodeOverride: member?.creditCodeOverride ?? '',
    contactName: member?.contact?.name ?? '',
    contactPhone: member?.contact?.phone ?? '',
    contactEmail: member?.contact?.email ?? '',
    joinedOn: member?.joinedOn ?? '',
    leftOn: member?.leftOn ?? '',
  };
}

function bodyOf(typed: Typed, isDoubtful: boolean) {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    name: typed.name,
    otherNames: typed.otherNames.split(/[、,，;；]/).flatMap((name) => orNull(name) ?? []),
    category: typed.category,
    creditCode: orNull(typed.creditCode),
    creditCodeOverride: isDoubtful ? orNull(typed.creditCodeOverride) : null,
    contactName: orNull(typed.contactName),
    contactPhone: orNull(typed.contactPhone),
    contactEmail: orNull(typed.contactEmail),
    joinedOn: typed.joinedOn,
    leftOn: orNull(typed.leftOn),
  };
}

async function saveMember(id: string, member: Member | undefined, body: ReturnType<typeof bodyOf>): Promise<void> {
  if (!member) await answered(client.POST('/api/consortia/{id}/members', { params: { path: { id } }, body }));
  else
    await answered(
      client.PUT('/api/consortia/{id}/members/{memberId}', {
        params: { path: { id, memberId: member.id } },
        body: { ...body, version: member.version },
      }),
    );
}
