import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type OpeningRow, openingOf, openingRows } from '#core/resource/opening-text.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { OpeningFields, type TypedOpening } from './opening-fields.tsx';
import { type Catalogue, forgetResources, type Resource } from './resource-queries.ts';

/** Adds what a member shares, or changes and withdraws it. */
export function ResourceForm(props: {
  id: string;
  kinds: Catalogue['kinds'];
  members: Catalogue['members'];
  resource?: Resource;
  onClose: () => void;
  onMade?: (resourceId: string) => void;
}) {
  const { id, kinds, members, resource, onClose, onMade } = props;
  const [typed, setTyped] = useState(() => typedOf(members, resource));
  const asks = kinds.find((kind) => kind.id === typed.kind)?.asks ?? [];
  const save = useMutation({
    mutationFn: async (isWithdrawn: boolean) => {
      const { memberId, kind, ...said } = sentOf(typed);
      if (resource) {
        await answered(
          client.PUT('/api/consortia/{id}/resources/{resourceId}', {
            params: { path: { id, resourceId: resource.id } },
            body: { ...said, isWithdrawn, version: resource.version },
          }),
        );
        return undefined;
      }
      return answered(
        client.POST('/api/consortia/{id}/resources', {
          params: { path: { id } },
          body: { ...said, memberId, kind },
        }),
      );
    },
    onSuccess: async (made) => {
      await forgetResources();
      onClose();
      if (made) onMade?.(made.id);
    },
  });
  const set = (name: TextName) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <form
      aria-label={resource ? '修改资源' : '共享一项资源'}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(resource?.isWithdrawn ?? false);
      }}
    >
      <div className="actions">
        {!resource && (
          <>
            <InlineSelect
              label="提供单位"
              choices={members.map((each) => ({ id: each.id, label: each.name }))}
              value={typed.memberId}
              onChange={set('memberId')}
            />
            <InlineSelect label="类别" choices={kinds} value={typed.kind} onChange={set('kind')} />
          </>
        )}
        <InlineInput
          label={typed.kind === 'teacher' ? '教师姓名' : '名称'}
          required
          maxLength={100}
          value={typed.name}
          onChange={set('name')}
        />
        <InlineInput label="地点" maxLength={200} value={typed.place} onChange={set('place')} />
        <InlineInput label="可同时借给（家）" {...whole} required value={typed.capacity} onChange={set('capacity')} />
        <InlineInput
          label="每小时价格（元，0为免费）"
          size={8}
          inputMode="decimal"
          pattern="[0-9]{1,7}(\.[0-9]{1,2})?"
          required
          value={typed.price}
          onChange={set('price')}
        />
        <InlineInput
          label="每家每月最多（小时，不填不限）"
          {...whole}
          value={typed.quotaHours}
          onChange={set('quotaHours')}
        />
        <label>
          <input
            type="checkbox"
            checked={typed.needsApproval}
            onChange={(event) => setTyped({ ...typed, needsApproval: event.target.checked })}
          />
          预约须经本单位审核
        </label>
        {typed.kind !== 'teacher' && (
          <label>
            <input
              type="checkbox"
              checked={typed.isPublic}
              onChange={(event) => setTyped({ ...typed, isPublic: event.target.checked })}
            />
            接受联合体以外的单位（列入公开主页）
          </label>
        )}
      </div>
      <OpeningFields rows={typed.opening} onChange={(opening) => setTyped({ ...typed, opening })} />
      <TextField label="说明" most={2000} rows={2} value={typed.description} onChange={set('description')} />
      <TextField label="使用条件" most={2000} rows={2} value={typed.conditions} onChange={set('conditions')} />
      {asks.length > 0 && (
        <fieldset className="resource-ledger">
          <legend>
            <label>
              <input
                type="checkbox"
                checked={typed.isJoint}
                onChange={(event) => setTyped({ ...typed, isJoint: event.target.checked })}
              />
              共建的，同时记入台账
            </label>
          </legend>
          {typed.isJoint && (
            <div className="actions">
              {asks.map((field) => (
                <InlineInput
                  key={field.id}
                  label={`${field.label}${field.type === 'member' ? '（用、分开）' : ''}`}
                  type={field.type === 'day' ? 'date' : 'text'}
                  required={!field.isOptional}
                  maxLength={500}
                  value={typed.details[field.id] ?? ''}
                  onChange={(value) => setTyped({ ...typed, details: { ...typed.details, [field.id]: value } })}
                />
              ))}
            </div>
          )}
        </fieldset>
      )}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {resource ? '保存' : '共享'}
        </Button>
        {resource && (
          <Button onClick={() => save.mutate(!resource.isWithdrawn)}>
            {resource.isWithdrawn ? '保存并重新共享' : '停止共享'}
          </Button>
        )}
        <Button onClick={onClose}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

const whole = { size: 6, inputMode: 'numeric', pattern: '[1-9][0-9]*' } as const;

type Typed = {
  memberId: string;
  kind: string;
  name: string;
  place: string;
  description: string;
  conditions: string;
  capacity: string;
  price: string;
  quotaHours: string;
  needsApproval: boolean;
  isPublic: boolean;
  opening: readonly TypedOpening[];
  isJoint: boolean;
  details: Record<string, string>;
};
type TextName = Exclude<keyof Typed, 'needsApproval' | 'isPublic' | 'opening' | 'isJoint' | 'details'>;

const workdays: OpeningRow = { weekdays: [1, 2, 3, 4, 5], from: 8 * 60, to: 18 * 60 };

function typedOf(members: Catalogue['members'], resource: Resource | undefined): Typed {
  return {
    memberId: members.length === 1 ? (members[0]?.id ?? '') : '',
    kind: resource?.kind ?? '',
    name: resource?.name ?? '',
    place: resource?.place ?? '',
    description: resource?.description ?? '',
    conditions: resource?.conditions ?? '',
    capacity: String(resource?.capacity ?? 1),
    price: resource?.price ?? '0',
    quotaHours: String(resource?.quotaHours ?? ''),
    needsApproval: resource?.needsApproval ?? true,
    isPublic: resource?.isPublic ?? false,
    opening: (resource ? openingRows(resource.opening) : [workdays]).map((row) => ({
      ...row,
      key: crypto.randomUUID(),
    })),
    isJoint: (resource?.details ?? null) !== null,
    details: resource?.details ?? {},
  };
}

function sentOf({ capacity, quotaHours, opening, isJoint, details, ...said }: Typed) {
  return {
    ...said,
    capacity: Number(capacity),
    quotaHours: quotaHours === '' ? null : Number(quotaHours),
    opening: [...openingOf(opening)],
    details: isJoint ? details : null,
  };
}
