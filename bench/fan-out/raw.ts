/**
 * The limit: one prebuilt text to every socket of a topic by `ws`, without GraphQL. It reads a `start` for its topic alone and answers
 * the mutation by hand.
 */
import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { changeOf } from './world.ts';

interface Variables {
  readonly topic: string;
  readonly sequence: number;
}

const listeners = new Map<string, Set<WebSocket>>();

function publish({ topic, sequence }: Variables): string {
  const change = changeOf(topic, sequence);
  const payload = { data: { onChange: change } };
  const message = Buffer.from(JSON.stringify({ id: '1', type: 'data', payload }));
  for (const socket of listeners.get(topic) ?? []) socket.send(message, { binary: false });
  return JSON.stringify({ data: { publish: change } });
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { variables } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { readonly variables: Variables };
    const text = publish(variables);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
});

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as { readonly type: string; readonly payload: { data: string } };
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.type !== 'start') return;
    const { variables } = JSON.parse(message.payload.data) as { readonly variables: Variables };
    listeners.set(variables.topic, (listeners.get(variables.topic) ?? new Set()).add(socket));
    socket.send('{"id":"1","type":"start_ack"}');
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', 4096);
