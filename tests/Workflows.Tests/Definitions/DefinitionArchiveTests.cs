using System.IO.Compression;
using System.Text;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Tests.Definitions;

public sealed class DefinitionArchiveTests
{
    private static readonly DefinitionReader Reader = new(new ActivityRegistry());

    [Fact]
    public void A_file_is_named_as_Elsa_names_it_without_diacritics()
    {
        DefinitionArchive.FileOf(Read("van-ban", "v1", "Xử lý văn bản đến (Sở)")).Name.ShouldBe("workflow-definition-xu-ly-van-ban-den-so-van-ban-v1.json");
        DefinitionArchive.FileOf(Read("van-ban", "v1", "")).Name.ShouldBe("workflow-definition-van-ban-v1.json");
    }

    [Fact]
    public void What_is_exported_is_read_back_and_exported_as_the_same_bytes()
    {
        var definition = Reader.Read("""
            {"definitionId":"d","id":"v1","name":"Quy trình","unknownKey":{"a":[1,2.50,"é"]},"customProperties":{"Màu":"đỏ"},
             "root":{"id":"x","type":"Elsa.KhongCo","text":{"typeName":"String","expression":{"type":"Literal","value":"<&>"} } } }
            """);
        var once = DefinitionArchive.FileOf(definition).Content!.Value;

        var twice = DefinitionArchive.FileOf(Reader.Read(once)).Content!.Value;

        twice.ToArray().ShouldBe(once.ToArray());
        Encoding.UTF8.GetString(once.Span).ShouldSatisfyAllConditions(text => text.ShouldContain("2.50"), text => text.ShouldContain("đỏ"), text => text.ShouldContain("Elsa.KhongCo"));
    }

    [Fact]
    public void The_same_versions_are_the_same_zip_in_whatever_order_they_come()
    {
        var (one, two) = (Read("a", "v1", "Một"), Read("b", "v2", "Hai"));

        DefinitionArchive.Zip([one, two]).ShouldBe(DefinitionArchive.Zip([two, one]));
        DefinitionArchive.Unzip(DefinitionArchive.Zip([one, two])).Select(file => Reader.Read(file.Content!.Value).DefinitionId).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Folders_and_leavings_of_file_managers_are_no_files()
    {
        var zip = Pack(("thu-muc/", ""), ("thu-muc/a.json", "{}"), ("__MACOSX/a.json", "x"), (".DS_Store", "x"));

        DefinitionArchive.Unzip(zip).ShouldHaveSingleItem().Name.ShouldBe("thu-muc/a.json");
    }

    [Fact]
    public void What_is_no_zip_or_a_broken_one_is_refused()
    {
        var broken = Pack(("a.json", new string('x', 1000)));
        broken = broken[..^30];

        Should.Throw<InvalidDefinitionException>(() => DefinitionArchive.Unzip("PK\u0003\u0004 hỏng"u8.ToArray())).Code.ShouldBe("import.invalid-zip");
        Should.Throw<InvalidDefinitionException>(() => DefinitionArchive.Unzip(broken)).Code.ShouldBe("import.invalid-zip");
    }

    [Fact]
    public void A_small_zip_that_unpacks_to_very_much_is_refused_before_it_is_in_memory()
    {
        var one = new string(' ', DefinitionReader.MaxBytes - 1);

        Should.Throw<InvalidDefinitionException>(() => DefinitionArchive.Unzip(Pack([.. Enumerable.Range(0, 20).Select(i => ($"{i}.json", one))]))).Code.ShouldBe("import.too-large");
        DefinitionArchive.Unzip(Pack(("a.json", one + "   "))).ShouldHaveSingleItem().Content.ShouldBeNull();
        Should.Throw<InvalidDefinitionException>(() => DefinitionArchive.Unzip(Pack([.. Enumerable.Range(0, DefinitionArchive.MostFiles + 1).Select(i => ($"{i}.json", ""))]))).Code.ShouldBe("import.too-many");
    }

    private static WorkflowDefinition Read(string definitionId, string id, string name) =>
        Reader.Read($$"""{"definitionId":"{{definitionId}}","id":"{{id}}","name":"{{name}}","root":{"id":"x","type":"Elsa.WriteLine"} }""");

    private static byte[] Pack(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
