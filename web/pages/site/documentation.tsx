import { Fragment, type ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ICON, type PageAssets } from '../frame/document.js';

export interface OutlinedOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  isDeprecated: boolean;
}

export interface OutlinedGroup {
  name: string;
  description: string;
  operations: OutlinedOperation[];
}

/** As much of the API’s document as is read before anything can be tried. */
export interface ApiOutline {
  title: string;
  version: string;
  description: string;
  groups: OutlinedGroup[];
}

export interface DocumentationAssets extends PageAssets {
  addressOf(name: string): string;
}

const MARK = /(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`|\[[^[\]]+\]\([^()]+\))/;
const LINK = /^\[([^[\]]+)\]\(([^()]+)\)$/;

/**
 * The page that Swagger UI takes over. Its outline has Swagger UI's own classes, so that one stylesheet draws
 * both; a token that a browser keeps outlives who forgot to sign out: only who tries the product wants that.
 */
export function renderDocumentation(
  outline: ApiOutline,
  assets: DocumentationAssets,
  keepsToken: boolean,
): string {
  const bundle = assets.addressOf('swagger-ui-bundle.js');
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${outline.title} API`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={assets.addressOf('documentation.css')} />
        <link rel="preload" href="/api/docs/assets/document.json" as="fetch" crossorigin="anonymous" />
        <link rel="preload" href={bundle} as="script" fetchpriority="low" />
        {assets.scriptsOf('documentation').map((src) => (
          <script type="module" src={src} key={src} />
        ))}
      </head>
      <body>
        <div id="swagger-ui" data-bundle={bundle} data-keeps-token={keepsToken || undefined}>
          <Outline {...outline} />
        </div>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

function Outline({ title, version, description, groups }: ApiOutline) {
  return (
    <div class="swagger-ui" id="outline">
      <div class="information-container wrapper">
        <div class="info">
          <hgroup class="main">
            <h1 class="title">
              {title}
              <small>
                <pre class="version">{version}</pre>
              </small>
            </h1>
            <a class="link" href="/api/schema">
              <span class="url">/api/schema</span>
            </a>
          </hgroup>
          <div class="description renderedMarkdown">
            {description.split('\n\n').map((paragraph) => (
              <p key={paragraph}>{prose(paragraph)}</p>
            ))}
          </div>
        </div>
      </div>
      <noscript>
        <p class="wrapper">Operations are tried out here by JavaScript; without it, this is their list.</p>
      </noscript>
      <main class="wrapper">
        {groups.map((group, n) => (
          <Group {...group} isOpen={n === 0} key={group.name} />
        ))}
      </main>
    </div>
  );
}

function Group({ name, description, operations, isOpen }: OutlinedGroup & { isOpen: boolean }) {
  return (
    <details class="opblock-tag-section" data-tag={name} open={isOpen}>
      <summary class="opblock-tag">
        <span>{name}</span>
        <small>
          <div class="renderedMarkdown">
            <p>{description}</p>
          </div>
        </small>
      </summary>
      {operations.map((operation) => (
        <Operation {...operation} group={name} key={operation.id} />
      ))}
    </details>
  );
}

/** Who follows it before Swagger UI is there finds it open then. */
function Operation({ group, id, method, path, summary, isDeprecated }: OutlinedOperation & { group: string }) {
  const kind = isDeprecated ? 'deprecated' : method;
  return (
    <div class={`opblock opblock-${kind}`}>
      <div class="opblock-summary">
        <a class="opblock-summary-control" href={`#/${encodeURIComponent(group)}/${id}`}>
          <span class="opblock-summary-method">{method.toUpperCase()}</span>
          <div class="opblock-summary-path-description-wrapper">
            <span class={`opblock-summary-path${isDeprecated ? '__deprecated' : ''}`}>{path}</span>
            <div class="opblock-summary-description">{summary}</div>
          </div>
        </a>
      </div>
    </div>
  );
}

/** Of Markdown what descriptions have inside a paragraph. */
function prose(text: string): ComponentChildren {
  return text.split(MARK).map((part, n) => <Fragment key={n}>{marked(part)}</Fragment>);
}

function marked(part: string): ComponentChildren {
  const link = LINK.exec(part);
  if (link) return <a href={link[2]}>{link[1]}</a>;
  if (part.startsWith('**')) return <strong>{part.slice(2, -2)}</strong>;
  if (part.startsWith('*')) return <em>{part.slice(1, -1)}</em>;
  return part.startsWith('`') ? <code>{part.slice(1, -1)}</code> : part;
}
