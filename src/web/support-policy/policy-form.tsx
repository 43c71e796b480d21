import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { ConditionList } from './condition-list.tsx';
import { emptyClause, type TypedClause, type TypedPolicy } from './typed-policy.ts';

/** A policy with its clauses, typed by the secretariat. */
export function PolicyForm(props: {
  title: string;
  fields: readonly string[];
  typed: TypedPolicy;
  onType: (typed: TypedPolicy) => void;
  saving: { isPending: boolean; error: Error | null };
  onSave: () => void;
  onEnd: () => void;
  children?: ReactNode;
}) {
  const { title, fields, typed, onType, saving, onSave, onEnd, children } = props;
  const set = (more: Partial<TypedPolicy>) => onType({ ...typed, ...more });
  const change = (key: string, clause: TypedClause) =>
    set({ clauses: typed.clauses.map((one) => (one.key === key ? clause : one)) });
  return (
    <form
      className="card"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <h2>{title}</h2>
      <div className="policy-fields">
        <label className="field">
          <span>领域</span>
          <select
            className="text"
            required
            value={typed.field}
            onChange={(event) => set({ field: event.target.value })}
          >
            <option value="">请选择</option>
            {fields.map((field) => (
              <option key={field}>{field}</option>
            ))}
          </select>
        </label>
        <TextField label="文件名称" required most={200} value={typed.title} onChange={(name) => set({ title: name })} />
        <TextField label="文号" required most={100} value={typed.number} onChange={(number) => set({ number })} />
        <TextField label="发文单位" required most={200} value={typed.issuer} onChange={(issuer) => set({ issuer })} />
        <TextField
          label="发文日期"
          type="date"
          required
          value={typed.issuedOn}
          onChange={(issuedOn) => set({ issuedOn })}
        />
        <TextField label="有效期至（可不填）" type="date" value={typed.endsOn} onChange={(endsOn) => set({ endsOn })} />
      </div>
      {typed.clauses.map((clause, at) => (
        <ClauseFields
          key={clause.key}
          at={at}
          clause={clause}
          onType={(next) => change(clause.key, next)}
          onRemove={
            typed.clauses.length > 1
              ? () => set({ clauses: typed.clauses.filter(({ key }) => key !== clause.key) })
              : undefined
          }
        />
      ))}
      {children}
      <p className="actions">
        <Button onClick={() => set({ clauses: [...typed.clauses, emptyClause()] })}>增加条款</Button>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          保存
        </Button>
        <Button onClick={onEnd}>取消</Button>
      </p>
      {saving.error && <ProblemText error={saving.error} />}
    </form>
  );
}

function ClauseFields(props: {
  at: number;
  clause: TypedClause;
  onType: (clause: TypedClause) => void;
  onRemove: (() => void) | undefined;
}) {
  const { at, clause, onType, onRemove } = props;
  const set = (more: Partial<TypedClause>) => onType({ ...clause, ...more });
  return (
    <fieldset className="policy-clause">
      <legend>第{at + 1}个条款</legend>
      <div className="policy-fields">
        <TextField
          label="条款（如：第五条）"
          required
          most={50}
          value={clause.clause}
          onChange={(name) => set({ clause: name })}
        />
        <TextField
          label="开始申请（可不填）"
          type="date"
          value={clause.appliesFrom}
          onChange={(appliesFrom) => set({ appliesFrom })}
        />
        <TextField
          label="申请截止（可不填）"
          type="date"
          value={clause.appliesUntil}
          onChange={(appliesUntil) => set({ appliesUntil })}
        />
      </div>
      <TextField
        label="举措"
        required
        rows={2}
        most={1000}
        value={clause.measure}
        onChange={(measure) => set({ measure })}
      />
      <div className="policy-fields">
        <TextField
          label="受益对象（按文件原文）"
          most={500}
          value={clause.beneficiaries}
          onChange={(beneficiaries) => set({ beneficiaries })}
        />
        <TextField label="额度和限制" most={500} value={clause.limits} onChange={(limits) => set({ limits })} />
        <TextField
          label="受理单位和联系方式"
          most={300}
          value={clause.contact}
          onChange={(contact) => set({ contact })}
        />
      </div>
      <TextField
        label="怎样申请"
        rows={2}
        most={2000}
        value={clause.howToApply}
        onChange={(howToApply) => set({ howToApply })}
      />
      <ConditionList conditions={clause.conditions} onType={(conditions) => set({ conditions })} />
      {onRemove && (
        <button type="button" className="plain" aria-label={`删除第${at + 1}个条款`} onClick={onRemove}>
          删除这个条款
        </button>
      )}
    </fieldset>
  );
}
