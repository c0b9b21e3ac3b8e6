import { Button, Tag, TagGroup, TagList } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { Choice } from "../../widgets/choice";
import styles from "./clearance.module.css";
import { addStep, addTo, earlier, free, type Path, without } from "./path";
import type { Ministry } from "./people";

interface PathEditorProps {
  path: Path;
  ministries: readonly Ministry[];
  onPath: (path: Path) => void;
}

/** The steps of a path: one after the other, those of one step side by side. */
export function PathEditor({ path, ministries, onPath }: PathEditorProps) {
  const { formatMessage } = useIntl();
  const left = free(path, ministries).map(({ id, name }) => ({ code: id, label: name }));
  const name = (id: string) => ministries.find((ministry) => ministry.id === id)?.name ?? id;
  const none = formatMessage({ id: "clearance.chooseMinistry" });
  return (
    <div className={styles.editor}>
      {path.length === 0 && (
        <p className="muted">
          <FormattedMessage id="clearance.noSteps" />
        </p>
      )}
      <ol role="list" className={styles.steps}>
        {path.map((signing, step) => (
          <li key={signing.join()}>
            <h3>
              <FormattedMessage id="clearance.step" values={{ number: step + 1 }} />{" "}
              {step > 0 && (
                <Button
                  data-variant="quiet"
                  aria-label={formatMessage({ id: "clearance.earlierStep" }, { number: step + 1 })}
                  onPress={() => onPath(earlier(path, step))}
                >
                  <FormattedMessage id="clearance.earlier" />
                </Button>
              )}
            </h3>
            <TagGroup
              aria-label={formatMessage({ id: "clearance.step" }, { number: step + 1 })}
              onRemove={(removed) => onPath([...removed].reduce<Path>((now, id) => without(now, String(id)), path))}
            >
              <TagList>
                {signing.map((id) => (
                  <Tag key={id} id={id} textValue={name(id)}>
                    <bdi>{name(id)}</bdi>
                    <Button
                      slot="remove"
                      aria-label={formatMessage({ id: "clearance.removeMinistry" }, { name: name(id) })}
                    >
                      ×
                    </Button>
                  </Tag>
                ))}
              </TagList>
            </TagGroup>
            {left.length > 0 && (
              <Choice
                label={formatMessage({ id: "clearance.alongside" }, { number: step + 1 })}
                items={left}
                none={none}
                value={undefined}
                onChoose={(id) => id !== undefined && onPath(addTo(path, step, id))}
              />
            )}
          </li>
        ))}
      </ol>
      {left.length > 0 && (
        <Choice
          label={formatMessage({ id: path.length === 0 ? "clearance.firstStep" : "clearance.nextStep" })}
          items={left}
          none={none}
          value={undefined}
          onChoose={(id) => id !== undefined && onPath(addStep(path, id))}
        />
      )}
    </div>
  );
}
