import { Table, UnstyledButton } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import {
  type ColumnDef,
  flexRender,
  getCoreRowModel,
  getSortedRowModel,
  type Header,
  type SortingState,
  useReactTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../states/states';
import './data-table.css';

/** Rows beyond which only those in view are drawn. */
const DRAWN_WHOLE = 200;
const ROW_PX = 36;

/**
 * A `wide` column is left out on a narrow screen, so that what matters most is seen without scrolling sideways; the `kept`
 * one of a table stays in view there, whatever is scrolled.
 */
export type Column<Row> = ColumnDef<Row> & {
  meta?: { align?: 'right'; width?: number; wide?: true; kept?: true };
};

interface Props<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Said when there is nothing, with the next act. */
  empty: React.ReactNode;
  minWidth?: number;
  /** Tallest the table grows before it scrolls by itself, in pixels. */
  height?: number;
  selected?: string | undefined;
  /** What opens under the selected row, as wide as what is seen of the table. */
  detail?: ((row: Row) => React.ReactNode) | undefined;
  /** On a phone each row stands by itself, its cells under one another with the names of their columns. */
  stacks?: boolean;
  testid?: string;
}

/** A table that sorts by its headings; of a long one only the rows in view are drawn. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  empty,
  minWidth = 640,
  height = 640,
  stacks = false,
  ...look
}: Props<Row>) {
  const viewport = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<SortingState>([]);
  const table = useReactTable({
    data: rows as Row[],
    columns,
    state: { sorting },
    onSortingChange: setSorting,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const all = table.getRowModel().rows;
  const long = all.length > DRAWN_WHOLE;
  const drawn = useVirtualizer({
    count: long ? all.length : 0,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  const window = drawn.getVirtualItems();
  const shown = long ? window.flatMap(({ index }) => all[index] ?? []) : all;
  const first = window[0]?.index ?? 0;
  const before = long ? (window[0]?.start ?? 0) : 0;
  const after = long ? drawn.getTotalSize() - (window.at(-1)?.end ?? 0) : 0;
  return (
    <div
      ref={viewport}
      className="data-table"
      style={long ? { maxHeight: height } : undefined}
      data-stacks={stacks || undefined}
      data-narrows={columns.some(({ meta }) => meta?.wide) || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table
        verticalSpacing={6}
        style={{ '--table-width': `${minWidth}px` }}
        stickyHeader={long}
        data-testid={look.testid}
        aria-rowcount={all.length}
      >
        <Table.Thead>
          {table.getHeaderGroups().map(({ id, headers }) => (
            <Table.Tr key={id}>
              {headers.map((header) => (
                <Heading key={header.id} header={header} />
              ))}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          <Spacer height={before} />
          {shown.map((row, at) => (
            <Fragment key={rowKey(row.original)}>
              <Table.Tr
                data-selected={look.selected === rowKey(row.original) || undefined}
                {...(long && stacks && { ref: drawn.measureElement, 'data-index': first + at })}
              >
                {row.getVisibleCells().map((cell) => (
                  <Table.Td
                    key={cell.id}
                    ta={alignOf(cell.column.columnDef)}
                    {...onPhone(cell.column.columnDef)}
                    {...(stacks && nameOf(cell.column.columnDef))}
                  >
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </Table.Td>
                ))}
              </Table.Tr>
              {look.detail && look.selected === rowKey(row.original) && (
                <Table.Tr>
                  <Table.Td colSpan={row.getVisibleCells().length}>
                    <div className="data-table-detail">{look.detail(row.original)}</div>
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
          <Spacer height={after} />
        </Table.Tbody>
      </Table>
    </div>
  );
}

function alignOf<Row>(column: ColumnDef<Row>): 'right' | 'left' {
  return (column as Column<Row>).meta?.align ?? 'left';
}

function onPhone<Row>(column: ColumnDef<Row>): { visibleFrom?: 'sm'; 'data-kept'?: true } {
  const { wide, kept } = (column as Column<Row>).meta ?? {};
  return { ...(wide && { visibleFrom: 'sm' }), ...(kept && { 'data-kept': kept }) };
}

/** Name of a column beside its cell. */
function nameOf<Row>({ header }: ColumnDef<Row>): { 'data-label'?: string } {
  return typeof header === 'string' && header !== '' ? { 'data-label': header } : {};
}

/** Room of the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

function Heading<Row>({ header }: { header: Header<Row, unknown> }) {
  const { t } = useTranslation();
  const { column } = header;
  const sorted = column.getIsSorted();
  const content = flexRender(column.columnDef.header, header.getContext());
  return (
    <Table.Th
      ta={alignOf(column.columnDef)}
      {...onPhone(column.columnDef)}
      w={(column.columnDef as Column<Row>).meta?.width}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
    >
      {column.getCanSort() ? (
        <UnstyledButton className="data-table-sort" onClick={column.getToggleSortingHandler()} title={t('table.sort')}>
          {content}
          {sorted === 'asc' && <IconArrowUp size={14} />}
          {sorted === 'desc' && <IconArrowDown size={14} />}
        </UnstyledButton>
      ) : (
        content
      )}
    </Table.Th>
  );
}
