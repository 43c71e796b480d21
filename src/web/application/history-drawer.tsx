import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import type { CellValue } from '#core/form/answers.ts';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { textOfValue } from './cell-text.ts';
import { useForm } from './use-form.ts';

const ways: Readonly<Record<string, string>> = { typed: '填写', import: '导入', restored: '恢复' };

/** Who changed a cell when, from what to what; an editor may put an earlier value back. */
export function HistoryDrawer({ path, onClose }: { path: string | undefined; onClose: () => void }) {
  const { application, store } = useForm();
  const history = useQuery({
    queryKey: ['history', application.id, path],
    enabled: path !== undefined,
    staleTime: 0,
    queryFn: () =>
      answered(
        client.GET('/api/applications/{id}/history/{cell}', {
          params: { path: { id: application.id, cell: path ?? '' } },
        }),
      ),
  });
  const label = path === undefined ? '' : store.cells.get(path)?.label;
  return (
    <Drawer open={path !== undefined} onClose={onClose} title={`修改记录：${label}`} size={420}>
      <Loaded query={history}>
        {({ items }) => (
          <ol className="plain-list history">
            {items.map((item) => (
              <li key={item.version}>
                <p className="soft">
                  {momentText(item.at)}　{item.by.name}　{ways[item.how] ?? item.how}
                </p>
                <p>
                  <del>{textOfValue(item.from) || '（空）'}</del> → <ins>{textOfValue(item.to) || '（空）'}</ins>
                </p>
                {application.canEdit && path !== undefined && (
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
        )}
      </Loaded>
    </Drawer>
  );
}
