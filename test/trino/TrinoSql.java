import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.testing.MaterializedRow;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Trino on one node, in memory: a statement a line in Base64 on standard input, its rows or its error a line of JSON back. */
public class TrinoSql {
    public static void main(String[] words) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // logging must not mix with answers
        Session session = TestingSession.testSessionBuilder().setCatalog("memory").setSchema("default").build();
        ObjectMapper json = new ObjectMapper();
        try (StandaloneQueryRunner trino = new StandaloneQueryRunner(session)) {
            trino.installPlugin(new MemoryPlugin());
            trino.createCatalog("memory", "memory", Map.of());
            answers.println(json.writeValueAsString(Map.of("ready", true)));
            BufferedReader statements = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = statements.readLine(); line != null; line = statements.readLine()) {
                String sql = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
                answers.println(json.writeValueAsString(answer(trino, sql)));
            }
        }
        System.exit(0);
    }

    private static Map<String, Object> answer(StandaloneQueryRunner trino, String sql) {
        try {
            List<List<String>> rows = new ArrayList<>();
            for (MaterializedRow row : trino.execute(sql).getMaterializedRows()) {
                List<String> values = new ArrayList<>();
                for (Object value : row.getFields()) values.add(value == null ? null : value.toString());
                rows.add(values);
            }
            return Map.of("rows", rows);
        } catch (RuntimeException error) {
            return Map.of("error", String.valueOf(error.getMessage()));
        }
    }
}
