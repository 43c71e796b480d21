import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ItemCard, ItemForm, ItemName, type OpenItem } from './item-form.tsx';
import type { Training } from './training-queries.ts';

type Site = Training['sites'][number];

/** Places by which the way to a class is reckoned, kept by the secretariat. */
export function SitesCard({ id, training }: { id: string; training: Training }) {
  const [open, setOpen] = useState<OpenItem<Site>>();
  return (
    <ItemCard
      title="地点"
      note="按经纬度计算直线距离，编排时少走路"
      add={training.manages && !open ? '登记地点' : undefined}
      onAdd={() => setOpen({ item: undefined })}
      empty={training.manages ? '还没有地点。登记园区、校区、乡镇等，场地、教师和需求从中选择。' : '由秘书处登记。'}
      heads={['地点', '经度', '纬度']}
      rows={training.sites.map((each) => (
        <tr key={each.id}>
          <td data-label="地点">
            <ItemName
              name={each.name}
              mayChange={training.manages}
              isWithdrawn={false}
              onOpen={() => setOpen({ item: each })}
            />
          </td>
          <td data-label="经度" className="number">
            {each.longitude}
          </td>
          <td data-label="纬度" className="number">
            {each.latitude}
          </td>
        </tr>
      ))}
    >
      {open && <SiteForm key={open.item?.id} id={id} site={open.item} onClose={() => setOpen(undefined)} />}
    </ItemCard>
  );
}

const degrees = { size: 10, inputMode: 'decimal', pattern: '[0-9]{1,3}(\\.[0-9]{1,6})?' } as const;

function SiteForm({ id, site, onClose }: { id: string; site: Site | undefined; onClose: () => void }) {
  const [typed, setTyped] = useState({
    name: site?.name ?? '',
    longitude: String(site?.longitude ?? ''),
    latitude: String(site?.latitude ?? ''),
  });
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  return (
    <ItemForm
      label={site ? '修改地点' : '登记地点'}
      onClose={onClose}
      save={() =>
        answered(
          client.PUT('/api/consortia/{id}/training/sites/{itemId}', {
            params: { path: { id, itemId: site?.id ?? crypto.randomUUID() } },
            body: {
              name: typed.name,
              longitude: Number(typed.longitude),
              latitude: Number(typed.latitude),
              version: site?.version ?? 0,
            },
          }),
        )
      }
    >
      <div className="actions">
        <InlineInput label="名称" required maxLength={100} value={typed.name} onChange={set('name')} />
        <InlineInput label="经度" {...degrees} required value={typed.longitude} onChange={set('longitude')} />
        <InlineInput label="纬度" {...degrees} required value={typed.latitude} onChange={set('latitude')} />
      </div>
    </ItemForm>
  );
}
