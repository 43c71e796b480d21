import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useEffect } from 'react';
import type { CellValue } from '#core/form/answers.ts';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { textOfValue } from './cell-text.ts';
import { inputId } from './jump-to-cell.ts';
import { useForm } from './use-form.ts';

const ways: Readonly<Record<string, string>> = { typed: '填写', import: '导入', restored: '恢复', ledger: '采用台账' };

/** Who changed a cell when, from what to what; an editor may put an earlier value back. */
export function HistoryDrawer({ path, onClose }: { path: string; onClose: () => void }) {
  const { application, store } = useForm();
  const history = useQuery({
    queryKey: ['history', application.id, path],
    staleTime: 0,
    queryFn: () =>
      answered(
        client.GET('/api/applications/{id}/history/{cell}', {
          params: { path: { id: application.id, cell: path } },
        }),
      ),
  });
  // Whoever came by keyboard goes on where he was.
  useEffect(() => () => document.getElementById(inputId(path))?.focus(), [path]);
  const label = store.cells.get(path)?.label ?? '';
  return (
    <Drawer open onClose={onClose} title={`修改记录：${label}`} size={420}>
      <Loaded query={history}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">这一项还没有修改过。</p>
          ) : (
            <ol className="plain-list history">
              {items.map((item) => (
                <li key={item.version}>
                  <p className="soft">
                    {momentText(item.at)}　{item.by.name}　{ways[item.how] ?? item.how}
                  </p>
                  <p>
                    <del>{textOfValue(item.from) || '（空）'}</del> → <ins>{textOfValue(item.to) || '（空）'}</ins>
                  </p>
                  {application.canEdit && textOfValue(item.to) !== store.cell(path).text && (
                    <Button
                      size="small"
                      onClick={() => {
                        store.restore(path, (item.to ?? undefined) as CellValue);
                        onClose();
                      }}
                    >
                      恢复为这个内容
                    </Button>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Drawer>
  );
}
