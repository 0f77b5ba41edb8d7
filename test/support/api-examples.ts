export interface Example {
  /** Of its operation, with the name of the example where there are several. */
  name: string;
  id: string;
  method: string;
  path: string;
  query: string;
  /** Whose demo login it is tried with; nobody’s where it is public. */
  login?: string;
  body?: unknown;
  /** The statuses of its success. */
  successes: number[];
}

interface RawParameter {
  name: string;
  in: string;
  example?: unknown;
}

/** Each operation as the document shows how to try it: parameters, and each of its bodies. */
export function examplesOf(document: any): Example[] {
  return Object.entries<Record<string, any>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const parameters: RawParameter[] = (operation.parameters ?? []).map((parameter: any) =>
        parameter.$ref ? document.components.parameters[parameter.$ref.split('/').pop()] : parameter,
      );
      const shared = {
        id: operation.operationId as string,
        method: method.toUpperCase(),
        path: pathOf(path, parameters),
        query: queryOf(parameters),
        login: operation['x-demo-login'] as string | undefined,
        successes: Object.keys(operation.responses)
          .map(Number)
          .filter((status) => status < 400),
      };
      const json = operation.requestBody?.content?.['application/json'] ?? {};
      return json.examples
        ? Object.entries<any>(json.examples).map(([name, { value: body }]) => ({
            ...shared,
            name: `${shared.id} (${name})`,
            body: body as unknown,
          }))
        : [{ ...shared, name: shared.id, ...('example' in json && { body: json.example as unknown }) }];
    }),
  );
}

function pathOf(path: string, parameters: RawParameter[]): string {
  return path.replace(/\{(\w+)\}/g, (braced, name: string) => {
    const { example } = parameters.find((one) => one.in === 'path' && one.name === name) ?? {};
    return example === undefined ? braced : encodeURIComponent(String(example));
  });
}

function queryOf(parameters: RawParameter[]): string {
  const told = parameters.filter(({ in: where, example }) => where === 'query' && example !== undefined);
  const pairs = told.flatMap(({ name, example }) => [example].flat().map((one) => [name, String(one)]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
