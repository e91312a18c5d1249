using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>A test that every provider inherits; on PostgreSQL it is skipped under the rule of <see cref="PostgresFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("LienThong.Workflows.Tests.Persistence.ContractFactDiscoverer", "Workflows.Tests")]
public sealed class ContractFactAttribute : FactAttribute;

public sealed class ContractFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        testMethod.TestClass.Class.GetCustomAttributes(typeof(CollectionAttribute)).Any(c => c.GetConstructorArguments().Contains(PostgresCollection.Name)) && new PostgresFactAttribute().Skip is { } reason
            ? new SkippedTestCase(DiagnosticMessageSink, testMethod, reason)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

public sealed class SkippedTestCase : XunitTestCase
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For the deserializer.")]
    public SkippedTestCase()
    {
    }

    public SkippedTestCase(IMessageSink messages, ITestMethod testMethod, string reason)
        : base(messages, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, testMethod) => SkipReason = reason;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(SkipReason), SkipReason);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        SkipReason = data.GetValue<string>(nameof(SkipReason));
    }
}
