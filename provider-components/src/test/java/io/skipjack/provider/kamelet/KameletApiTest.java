package io.skipjack.provider.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left out of a request because nobody set it. */
class KameletApiTest {
    @ParameterizedTest
    @CsvSource({
        "/a?cluster=, /a",
        "/a?cluster=&start=0&count=9, /a?start=0&count=9",
        "/a?start=0&cluster=&count=9, /a?start=0&count=9",
        "/a?start=0&cluster=, /a?start=0",
        "/a?x=&y=, /a",
        "/a?x=1, /a?x=1",
        "/a, /a",
    })
    void parametersWithoutAValue(String path, String sent) {
        assertThat(KameletApi.withoutEmpty(path)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':'','b':1} | {'b':1}",
                "{'a':[''],'b':{'c':null},'d':0,'e':false} | {'d':0,'e':false}",
                "{'a':[{'b':''},{'b':'x'}]} | {'a':[{'b':'x'}]}",
                "{'a':{}} | {}",
            })
    void fieldsWithoutAValue(String body, String sent) throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();

        assertThat(EmptyFields.without(mapper.readTree(body.replace('\'', '"'))))
                .isEqualTo(mapper.readTree(sent.replace('\'', '"')));
    }
}
