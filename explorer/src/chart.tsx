/** A bar or line chart in plain SVG. The table holds the same numbers, so the drawing is one image to a screen reader. */
import { useEffect, useRef, useState } from 'react';
import { axisLabel, measuresOf, seriesOf, ticksOf, type ChartForm, type Point, type Series } from './chart-data.ts';
import type { ResultTable } from './tables.ts';

const FORMS: readonly ChartForm[] = ['bars', 'line'];
const ROW_PX = 26;
const LINE_HEIGHT_PX = 320;
const AXIS_PX = 28;
const CHARACTER_PX = 6.6;
const LABEL_PX = 84;

export function Chart({ table }: { readonly table: ResultTable }) {
  const [measure, setMeasure] = useState<string>();
  const [form, setForm] = useState<ChartForm>();
  const { ref, width } = useWidth();
  const series = seriesOf(table, {
    ...(measure === undefined ? {} : { measure }),
    ...(form === undefined ? {} : { form }),
  });
  if (series === undefined) return null;
  const measures = measuresOf(table);
  return (
    <div className="chart" tabIndex={0} role="region" aria-label={`Chart of ${table.title}`}>
      <div className="chart-bar">
        <label>
          Show{' '}
          <select value={series.measure} onChange={(event) => setMeasure(event.target.value)}>
            {measures.map((path) => (
              <option key={path}>{path}</option>
            ))}
          </select>
        </label>
        <span className="quiet">by {series.dimension === '' ? 'row' : series.dimension}</span>
        <div className="switch" role="group" aria-label="Form of the chart">
          {FORMS.map((choice) => (
            <button key={choice} type="button" aria-pressed={choice === series.form} onClick={() => setForm(choice)}>
              {choice}
            </button>
          ))}
        </div>
      </div>
      <div ref={ref}>
        {width > 0 &&
          (series.form === 'bars' ? <Bars series={series} width={width} /> : <Line series={series} width={width} />)}
      </div>
    </div>
  );
}

interface DrawingProps {
  readonly series: Series;
  readonly width: number;
}

function Bars({ series, width }: DrawingProps) {
  const { points } = series;
  const longest = Math.max(...points.map(({ label }) => label.length));
  const left = Math.min(longest * CHARACTER_PX + 12, width * 0.4);
  const room = Math.round((left - 12) / CHARACTER_PX);
  const ticks = ticksOf(points.map(({ value }) => value));
  const x = scale(ticks, left, width - 56);
  const height = points.length * ROW_PX + AXIS_PX;
  return (
    <svg className="drawing" role="img" aria-label={describe(series)} width={width} height={height}>
      {ticks.map((tick) => (
        <g key={tick} className="tick">
          <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - AXIS_PX} data-zero={tick === 0} />
          <text x={x(tick)} y={height - 8} textAnchor="middle">
            {short(tick)}
          </text>
        </g>
      ))}
      {points.map(({ label, value }, index) => (
        <g key={index} className="bar">
          <title>{`${label}: ${value.toLocaleString('en')}`}</title>
          <text x={left - 8} y={index * ROW_PX + 17} textAnchor="end">
            {label.length > room ? `${label.slice(0, room - 1)}…` : label}
          </text>
          <rect
            x={Math.min(x(0), x(value))}
            y={index * ROW_PX + 4}
            width={Math.max(1, Math.abs(x(value) - x(0)))}
            height={ROW_PX - 8}
            rx={3}
            data-negative={value < 0}
          />
          <text className="value" x={Math.max(x(0), x(value)) + 6} y={index * ROW_PX + 17}>
            {value.toLocaleString('en')}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Line({ series, width }: DrawingProps) {
  const { points } = series;
  const ticks = ticksOf(points.map(({ value }) => value));
  const left = Math.max(...ticks.map((tick) => short(tick).length)) * CHARACTER_PX + 14;
  const y = scale(ticks, LINE_HEIGHT_PX - AXIS_PX, 12);
  const x = ({ position }: Point): number => left + 8 + position * (width - left - 40);
  const path = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point)} ${y(point.value)}`).join('');
  const ends = [points.at(-1), points[0]].flatMap((point) => (point === undefined ? [] : [`L${x(point)} ${y(0)}`]));
  const labelled = spreadOut(points, x);
  return (
    <svg className="drawing" role="img" aria-label={describe(series)} width={width} height={LINE_HEIGHT_PX}>
      {ticks.map((tick) => (
        <g key={tick} className="tick">
          <line x1={left} x2={width - 8} y1={y(tick)} y2={y(tick)} data-zero={tick === 0} />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {short(tick)}
          </text>
        </g>
      ))}
      <path className="area" d={`${path}${ends.join('')}Z`} />
      <path className="stroke" d={path} />
      {points.map((point, index) => (
        <g key={index} className="point">
          <title>{`${point.label}: ${point.value.toLocaleString('en')}`}</title>
          <circle cx={x(point)} cy={y(point.value)} r={3.5} />
          {labelled.has(point) && (
            <text x={x(point)} y={LINE_HEIGHT_PX - 8} textAnchor={index === 0 ? 'start' : 'middle'}>
              {axisLabel(point.label, points)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** Maps the span of the ticks to pixels. */
function scale(ticks: readonly number[], from: number, to: number): (value: number) => number {
  const low = ticks[0] ?? 0;
  const span = (ticks.at(-1) ?? 1) - low;
  return (value) => Math.round((from + ((value - low) / span) * (to - from)) * 10) / 10;
}

function describe({ form, measure, dimension, points }: Series): string {
  const values = points.map(({ value }) => value);
  const range = `from ${Math.min(...values).toLocaleString('en')} to ${Math.max(...values).toLocaleString('en')}`;
  return `${form === 'bars' ? 'Bar' : 'Line'} chart of ${measure} by ${dimension || 'row'}: ${points.length} values, ${range}`;
}

function short(value: number): string {
  return value.toLocaleString('en', {
    notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard',
    maximumFractionDigits: 2,
  });
}

/** Those points whose labels have room beside each other. */
function spreadOut(points: readonly Point[], x: (point: Point) => number): ReadonlySet<Point> {
  const labelled: Point[] = [];
  for (const point of points) {
    const last = labelled.at(-1);
    if (last === undefined || x(point) - x(last) >= LABEL_PX) labelled.push(point);
  }
  return new Set(labelled);
}

function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (ref.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
