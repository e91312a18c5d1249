using System.Text;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Tests.Records;

public sealed class KeptJournalTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private readonly WorkflowDefinition _definition = new DefinitionReader(new ActivityRegistry()).Read("""
        {"definitionId": "d", "root": {"type": "Elsa.Flowchart", "id": "sơ-đồ", "activities": [
            {"type": "Elsa.WriteLine", "id": "một", "name": "một", "text": {"typeName": "String", "expression": {"type": "Literal", "value": "1"}}},
            {"type": "Elsa.WriteLine", "id": "hai", "name": "Bước hai"}, {"type": "Elsa.WriteLine", "id": "a:b"}], "connections": []}}
        """);

    [Fact]
    public void What_a_burst_did_is_read_as_it_was_written()
    {
        var entries = new[]
        {
            Entry(4, 0, "sơ-đồ", 2, JournalEvents.Started, parent: 1),
            Entry(5, 17, "một", 3, JournalEvents.Started, parent: 2),
            Entry(6, 17, "một", 3, JournalEvents.Completed, outcomes: ["Done"]),
            Entry(7, 90, "hai", 4, JournalEvents.Faulted, message: "Không được \"thế\" <này>."),
            Entry(8, 91, "hai", 4, JournalEvents.Completed, outcomes: ["Đúng", "Sai"]),
            Entry(9, 91, "hai", 4, JournalEvents.Completed, outcomes: []),
            Entry(10, 95, "a:b", 5, JournalEvents.Suspended),
            Entry(11, 95, "a:b", 5, JournalEvents.Resumed),
            Entry(12, 95, "a:b", 5, JournalEvents.Canceled),
            // Clocks are set back.
            Entry(13, -40, "sơ-đồ", 2, JournalEvents.Altered, message: "S"),
        };

        Read(KeptJournal.Write(entries, At.AddMicroseconds(100))).ShouldBe(entries.Select(Kept), Same);
    }

    [Fact]
    public void A_burst_in_which_nothing_happened_is_read_as_that() => Read(KeptJournal.Write([], At)).ShouldBeEmpty();

    [Fact]
    public void A_step_that_ran_often_is_named_once()
    {
        var entries = Enumerable.Range(1, 1000).Select(n => Entry(n, n, "hai", n, JournalEvents.Started, parent: 1)).ToList();

        var row = KeptJournal.Write(entries, At.AddMicroseconds(1000));

        Encoding.UTF8.GetString(row).Split("Bước hai").Length.ShouldBe(2);
        row.Length.ShouldBeLessThan(25_000);
    }

    [Fact]
    public void Words_of_people_are_kept_as_they_are() =>
        Encoding.UTF8.GetString(KeptJournal.Write([Entry(1, 0, "một", 1, JournalEvents.Faulted, message: "Chưa đủ hồ sơ")], At)).ShouldContain("Chưa đủ hồ sơ");

    [Fact]
    public void A_row_of_an_earlier_version_is_read_likewise()
    {
        var old = """
            [{"sequence":7,"timestamp":"2026-03-02T08:30:00+00:00","activityId":"một","activityNodeId":"Workflow1:sơ-đồ:một","activityType":"Elsa.WriteLine","activityName":"một","execution":3,"parent":2,"eventName":"Started"},
             {"sequence":8,"timestamp":"2026-03-02T08:30:00.0000170+00:00","activityId":"một","activityNodeId":"Workflow1:sơ-đồ:một","activityType":"Elsa.WriteLine","activityName":"một","execution":3,"eventName":"Completed","message":"m","outcomes":["Done","x"]}]
            """u8.ToArray();

        Read(old).ShouldBe(
        [
            Kept(Entry(7, 0, "một", 3, JournalEvents.Started, parent: 2)),
            Kept(Entry(8, 17, "một", 3, JournalEvents.Completed, message: "m", outcomes: ["Done", "x"])),
        ], Same);
    }

    private static IReadOnlyList<KeptEntry> Read(byte[] entries) =>
        KeptJournal.EntriesOf(new JournalRow { InstanceId = "i", Burst = 1, At = At.AddMicroseconds(entries[0] == '[' ? 0 : 100), Entries = entries });

    private static readonly EqualityComparer<KeptEntry> Same = EqualityComparer<KeptEntry>.Create((one, other) =>
        one! with { Outcomes = null } == other! with { Outcomes = null } && (one.Outcomes is null ? other.Outcomes is null : other.Outcomes is { } outcomes && one.Outcomes.SequenceEqual(outcomes)));

    private static KeptEntry Kept(JournalEntry entry) => new(
        entry.Sequence, entry.Timestamp, entry.ActivityId, entry.ActivityNodeId, entry.ActivityType, entry.ActivityName, entry.Execution, entry.Parent, entry.Event, entry.Message, entry.Outcomes);

    private JournalEntry Entry(long sequence, int microseconds, string activity, int execution, string name, string? message = null, string[]? outcomes = null, int? parent = null) =>
        new(sequence, At.AddMicroseconds(microseconds), _definition.Graph.FindById(activity)!, execution, name, message, outcomes, parent);
}
