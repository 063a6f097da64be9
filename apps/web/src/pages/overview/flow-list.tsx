import { Group, SegmentedControl, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatThousands, minorOf } from '../../money/format';
import { type Instrument, instruments, useFilters } from '../../shell/filters';
import { Empty } from '../../states/states';
import { colorOf, type Flow, type Node } from './flow-graph';
import { useNodeLabel } from './node-label';

/** The flows on a phone: one instrument at a time, what fills it and what it is used for. */
export function FlowList({ flows, nodes }: { flows: Flow[]; nodes: Node[] }) {
  const { t } = useTranslation();
  const [instrument, setInstrument] = useState<Instrument>('COOPERATION');
  const hub = `instrument:${instrument}`;
  const [sources, uses] = [flows.filter(({ to }) => to === hub), flows.filter(({ from }) => from === hub)];
  const largest = [...sources, ...uses].reduce((max, { value }) => (minorOf(value.amount) > max ? minorOf(value.amount) : max), 1n);
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        value={instrument}
        onChange={(value) => setInstrument(value as Instrument)}
        aria-label={t('filter.instrument')}
        data={instruments.map((value) => ({ value, label: t(`instrumentShort.${value}`) }))}
      />
      <Bars title={t('flow.sources')} flows={sources} end="from" nodes={nodes} largest={largest} color={colorOf(instrument)} />
      <Bars title={t('flow.uses')} flows={uses} end="to" nodes={nodes} largest={largest} color={colorOf(instrument)} />
    </Stack>
  );
}

interface BarsProps {
  title: string;
  flows: Flow[];
  end: 'from' | 'to';
  nodes: Node[];
  largest: bigint;
  color: string;
}

function Bars({ title, flows, end, nodes, largest, color }: BarsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useNodeLabel();
  const [, change] = useFilters();
  const sorted = [...flows].sort((a, b) => (minorOf(a.value.amount) < minorOf(b.value.amount) ? 1 : -1));
  return (
    <div>
      <Text size="xs" fw={650} tt="uppercase" className="muted" mb={4} style={{ letterSpacing: '.04em' }}>
        {title}
      </Text>
      {sorted.length === 0 && <Empty>{t('flow.none')}</Empty>}
      {sorted.map((flow) => (
        <UnstyledButton key={flow[end]} onClick={() => change({ ecritures: flow.entries })} style={{ display: 'block', width: '100%', padding: '7px 0', minHeight: 44 }}>
          <Group justify="space-between" wrap="nowrap" gap={8}>
            <Text size="sm" lineClamp={1}>
              {label(nodes.find(({ id }) => id === flow[end]), flow[end])}
            </Text>
            <Text size="sm" className="num" fw={550}>
              {formatThousands(flow.value, language)}
            </Text>
          </Group>
          <div className="bar" aria-hidden>
            <i style={{ width: `${Number((minorOf(flow.value.amount) * 100n) / largest)}%`, background: color }} />
          </div>
        </UnstyledButton>
      ))}
    </div>
  );
}
