import type { components, paths } from './schema.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Parameters and body in, the answer's body out; what is refused is thrown as a `ConvokeError`. */
export type Call<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...init: Given<InitOf<OperationOf<P, M>>>
) => Promise<AnswerOf<OperationOf<P, M>>>;

export type SignedIn = Schemas['SignedInResponse'] | Schemas['MfaRequiredResponse'];

type Schemas = components['schemas'];
type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];
type OperationOf<P, M extends Method> = paths[P & keyof paths] extends Record<M, infer Op> ? Op : never;

type Needed<T> = { [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? never : K }[keyof T];
type Given<Init> = Needed<Init> extends never ? [init?: Init] : [init: Init];

type InitOf<Op> = ParametersOf<Op> & BodyOf<Op> & { headers?: Record<string, string>; signal?: AbortSignal };
type ParametersOf<Op> = Op extends { parameters: infer Parameters }
  ? Needed<Parameters> extends never
    ? { params?: Parameters }
    : { params: Parameters }
  : unknown;
type BodyOf<Op> = Op extends { requestBody: { content: infer Content } }
  ? { body: Content[keyof Content] }
  : { body?: never };

type AnswerOf<Op> = Op extends { responses: infer Responses } ? ContentOf<Responses[keyof Responses]> : never;
type ContentOf<R> = R extends { content: { 'application/json': infer Json } }
  ? Json
  : R extends { content: infer Content }
    ? Content[keyof Content]
    : undefined;
