import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTraining } from './training-queries.ts';

/** A thing of the catalogue that is new or changed: its fields, and what is done with them. */
export function ItemForm(props: {
  label: string;
  save: (isWithdrawn: boolean) => Promise<unknown>;
  /** Whether it is out of use; undefined where that cannot be, or it is new. */
  isWithdrawn?: boolean | undefined;
  onClose: () => void;
  children: ReactNode;
}) {
  const { label, save, isWithdrawn, onClose, children } = props;
  const saved = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await forgetTraining();
      onClose();
    },
  });
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        saved.mutate(isWithdrawn ?? false);
      }}
    >
      {children}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={saved.isPending}>
          保存
        </Button>
        {isWithdrawn !== undefined && (
          <Button onClick={() => saved.mutate(!isWithdrawn)}>{isWithdrawn ? '保存并恢复使用' : '停用'}</Button>
        )}
        <Button onClick={onClose}>取消</Button>
      </p>
      {saved.error && <ProblemText error={saved.error} />}
    </form>
  );
}

/** Which of a list is open: `new` for none that is there yet. */
export type OpenItem<T> = { item: T | undefined } | undefined;

/** A card of the catalogue: what is there, and the way to add to it. */
export function ItemCard(props: {
  title: string;
  note: string;
  add: string | undefined;
  onAdd: () => void;
  empty: string;
  heads: readonly string[];
  rows: readonly ReactNode[];
  children: ReactNode;
}) {
  const { title, note, add, onAdd, empty, heads, rows, children } = props;
  return (
    <section className="card" aria-label={title}>
      <div className="training-head">
        <h2>{title}</h2>
        <span className="soft">{note}</span>
        {add !== undefined && <Button onClick={onAdd}>{add}</Button>}
      </div>
      {children}
      {rows.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        <div className="scroll">
          <table className="data stacks">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head}>{head}</th>
                ))}
              </tr>
            </thead>
            <tbody>{rows}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** A name that opens its thing where the reader may change it. */
export function ItemName(props: { name: string; mayChange: boolean; isWithdrawn: boolean; onOpen: () => void }) {
  const { name, mayChange, isWithdrawn, onOpen } = props;
  return (
    <>
      {mayChange ? (
        <button type="button" className="plain" onClick={onOpen}>
          {name}
        </button>
      ) : (
        name
      )}
      {isWithdrawn && <span className="soft">　已停用</span>}
    </>
  );
}

export const whole = { size: 6, inputMode: 'numeric', pattern: '[1-9][0-9]*' } as const;
export const choiceOf = ({ id, name }: { id: string; name: string }) => ({ id, label: name });
export const onlyOne = (all: readonly { id: string }[]) => (all.length === 1 ? (all[0]?.id ?? '') : '');
export const listed = (typed: string) => [...new Set(typed.split(/[、，,\s]+/).filter((each) => each !== ''))];
