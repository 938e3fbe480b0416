// Reads lines of JSON [name, query]; asks the endpoint given as argument; writes [name, rows].
import { createInterface } from 'node:readline';
import { QueryEngine } from '@comunica/query-sparql';

const [endpoint] = process.argv.slice(2);
const engine = new QueryEngine();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, query] = JSON.parse(line);
  const sources = [{ type: 'sparql', value: endpoint }];
  const stream = await engine.queryBindings(query, { sources });
  const rows = (await stream.toArray()).map((row) =>
    Object.fromEntries([...row].map(([variable, term]) => [variable.value, term.value])));
  console.log(JSON.stringify([name, rows]));
}
