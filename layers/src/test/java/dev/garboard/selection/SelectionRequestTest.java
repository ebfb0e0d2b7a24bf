package dev.garboard.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SelectionRequestTest {

  private static final Map<Class<?>, Object> OTHERS =
      Map.of(
          boolean.class,
          true,
          PackageName.class,
          PackageName.of("other"),
          ExtraName.class,
          new ExtraName("other"),
          GroupName.class,
          GroupName.of("other"),
          SelectionRequest.Dev.class,
          SelectionRequest.Dev.ONLY,
          SelectionRequest.Defaults.class,
          SelectionRequest.Defaults.AS_UV);

  @Test
  void everyComponentIsPartOfTheText() throws Exception {
    List<String> texts = new ArrayList<>();
    texts.add(SelectionRequest.production().canonical());
    for (SelectionRequest request : variations()) {
      texts.add(request.canonical());
    }

    assertThat(texts).hasSize(21).doesNotHaveDuplicates();
  }

  /// The production request, each time with another value in one component of one part.
  private static List<SelectionRequest> variations() throws Exception {
    SelectionRequest production = SelectionRequest.production();
    List<SelectionRequest> all = new ArrayList<>();
    RecordComponent[] parts = SelectionRequest.class.getRecordComponents();
    for (int part = 0; part < parts.length; part++) {
      RecordComponent[] components = parts[part].getType().getRecordComponents();
      for (RecordComponent changed : components) {
        Object[] values = values(production, parts);
        values[part] = changed(values[part], components, changed);
        all.add((SelectionRequest) SelectionRequest.class.getConstructors()[0].newInstance(values));
      }
    }
    return all;
  }

  private static Object changed(Object record, RecordComponent[] components, RecordComponent one)
      throws Exception {
    Object[] values = values(record, components);
    values[List.of(components).indexOf(one)] =
        one.getGenericType() instanceof ParameterizedType list
            ? List.of(other((Class<?>) list.getActualTypeArguments()[0]))
            : other(one.getType());
    return record.getClass().getConstructors()[0].newInstance(values);
  }

  private static Object other(Class<?> type) {
    return Objects.requireNonNull(OTHERS.get(type), type.getName());
  }

  private static Object[] values(Object record, RecordComponent[] components) throws Exception {
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(record);
    }
    return values;
  }
}
