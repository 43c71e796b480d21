import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { BusyField, busyOf, busyText } from './busy-field.tsx';
import { choiceOf, ItemCard, ItemForm, ItemName, listed, type OpenItem, onlyOne, whole } from './item-form.tsx';
import type { Training } from './training-queries.ts';

type Room = Training['rooms'][number];

/** Rooms of members, and the shared resources that they may be. */
export function RoomsCard({ id, training }: { id: string; training: Training }) {
  const [open, setOpen] = useState<OpenItem<Room>>();
  const siteOf = (siteId: string) => training.sites.find((each) => each.id === siteId)?.name ?? '';
  return (
    <ItemCard
      title="场地"
      note="也是共享资源的，只在空闲的开放时间排课，班次开设后自动预约"
      add={training.members.length > 0 && training.sites.length > 0 && !open ? '登记场地' : undefined}
      onAdd={() => setOpen({ item: undefined })}
      empty={training.sites.length === 0 ? '先由秘书处登记地点，再登记场地。' : '还没有场地。'}
      heads={['场地', '单位', '地点', '座位', '设备', '共享资源', '占用']}
      rows={training.rooms.map((each) => (
        <tr key={each.id}>
          <td data-label="场地">
            <ItemName {...each} onOpen={() => setOpen({ item: each })} />
          </td>
          <td data-label="单位">{each.member.name}</td>
          <td data-label="地点">{siteOf(each.siteId)}</td>
          <td data-label="座位" className="number">
            {each.seats}
          </td>
          <td data-label="设备">{each.equipment.join('、') || '无'}</td>
          <td data-label="共享资源">
            {each.resourceId === null ? (
              '—'
            ) : (
              <Link to="/consortia/$id/resources/$resourceId" params={{ id, resourceId: each.resourceId }}>
                {training.resources.find((one) => one.id === each.resourceId)?.name ?? '已不再共享'}
              </Link>
            )}
          </td>
          <td data-label="占用">{busyText(each.busy) || '—'}</td>
        </tr>
      ))}
    >
      {open && (
        <RoomForm key={open.item?.id} id={id} training={training} room={open.item} onClose={() => setOpen(undefined)} />
      )}
    </ItemCard>
  );
}

function RoomForm(props: { id: string; training: Training; room: Room | undefined; onClose: () => void }) {
  const { id, training, room, onClose } = props;
  const [typed, setTyped] = useState({
    memberId: room?.member.id ?? onlyOne(training.members),
    siteId: room?.siteId ?? onlyOne(training.sites),
    name: room?.name ?? '',
    seats: String(room?.seats ?? 40),
    equipment: room?.equipment.join('、') ?? '',
    resourceId: room?.resourceId ?? 'none',
    busy: busyText(room?.busy ?? []),
  });
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  const resources = training.resources.filter(({ memberId }) => memberId === typed.memberId);
  return (
    <ItemForm
      label={room ? '修改场地' : '登记场地'}
      isWithdrawn={room?.isWithdrawn}
      onClose={onClose}
      save={(isWithdrawn) =>
        answered(
          client.PUT('/api/consortia/{id}/training/rooms/{itemId}', {
            params: { path: { id, itemId: room?.id ?? crypto.randomUUID() } },
            body: {
              ...typed,
              version: room?.version ?? 0,
              isWithdrawn,
              seats: Number(typed.seats),
              equipment: listed(typed.equipment),
              resourceId: typed.resourceId === 'none' ? null : typed.resourceId,
              busy: busyOf(typed.busy),
            },
          }),
        )
      }
    >
      <div className="actions">
        {!room && (
          <InlineSelect
            label="单位"
            choices={training.members.map(choiceOf)}
            value={typed.memberId}
            onChange={set('memberId')}
          />
        )}
        <InlineSelect
          label="地点"
          choices={training.sites.map(choiceOf)}
          value={typed.siteId}
          onChange={set('siteId')}
        />
        <InlineInput label="场地名称" required maxLength={100} value={typed.name} onChange={set('name')} />
        <InlineInput label="座位" {...whole} required value={typed.seats} onChange={set('seats')} />
        <InlineInput label="设备（用、分开）" value={typed.equipment} onChange={set('equipment')} />
        <InlineSelect
          label="共享资源"
          choices={[{ id: 'none', label: '不是' }, ...resources.map(choiceOf)]}
          value={typed.resourceId}
          onChange={set('resourceId')}
        />
      </div>
      <BusyField value={typed.busy} onChange={set('busy')} />
    </ItemForm>
  );
}
