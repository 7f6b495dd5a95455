package dev.rampwright.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one JSON form of every contract: unknown fields are ignored, absent ones are null or the
 * record's default, and equal records give equal bytes, so that a digest of the text identifies
 * them.
 */
public final class ContractJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private ContractJson() {}

  /** Renders a contract record. */
  public static String write(Object contract) {
    try {
      return MAPPER.writeValueAsString(contract);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot render " + contract.getClass().getName(), e);
    }
  }

  /**
   * Parses a contract record.
   *
   * @throws InvalidContractException if the text is not JSON of that shape; its message names the
   *     place
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new InvalidContractException("expected a " + type.getSimpleName() + ", found null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new InvalidContractException(
          "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }
}
