import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type ExpertField, expertColumns, itemsOf, usualLoad } from '#core/expert/expert.ts';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { directoryQuery, type Expert } from './expert-queries.ts';

type Typed = Readonly<Record<ExpertField, string>>;

/** An expert's entry of the directory, new or as it stands. */
export function ExpertForm({ unitId, expert, onDone }: { unitId: string; expert?: Expert; onDone: () => void }) {
  const [typed, setTyped] = useState(typedOf(expert));
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const body = bodyOf(typed);
      if (expert)
        await answered(
          client.PUT('/api/experts/{expertId}', {
            params: { path: { expertId: expert.id } },
            body: { ...body, version: expert.version },
          }),
        );
      else await answered(client.POST('/api/units/{id}/experts', { params: { path: { id: unitId } }, body }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: directoryQuery(unitId).queryKey });
      onDone();
    },
  });
  return (
    <form
      className="card"
      aria-label={expert ? `修改${expert.name}` : '登记专家'}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{expert ? `修改${expert.name}` : '登记专家'}</h2>
      <div className="expert-fields">
        {expertColumns.map(({ field, title, note }) => (
          <label key={field} className="field">
            <span>{title}</span>
            <input
              className="text"
              type={field === 'email' ? 'email' : field === 'load' ? 'number' : 'text'}
              required={field === 'name' || field === 'email' || field === 'load'}
              placeholder={note}
              maxLength={2000}
              value={typed[field]}
              onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <ProblemText error={save.error} />
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存专家
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
    </form>
  );
}

function typedOf(expert: Expert | undefined): Typed {
  return {
    name: expert?.name ?? '',
    email: expert?.email ?? '',
    province: expert?.province ?? '',
    employer: expert?.employer ?? '',
    fields: expert?.fields.join('、') ?? '',
    past: expert?.past.join('；') ?? '',
    load: String(expert?.load ?? usualLoad),
  };
}

function bodyOf({ fields, past, load, ...typed }: Typed) {
  return { ...typed, fields: [...itemsOf(fields)], past: [...itemsOf(past, /[；;\n]/)], load: Number(load) };
}
